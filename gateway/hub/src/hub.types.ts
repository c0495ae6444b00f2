import type { Logger } from "pino";
import type { DemoClock } from "./identity/demo-clock.routes.js";
import type { DemoIssuer } from "./identity/demo.js";
import type { HoldsPolicy } from "./authorization/authorization.js";
import type { IssuerOptions } from "./identity/identity.js";
import type { LimitOptions } from "./limits/limits.js";
import type { OperatorOptions } from "./operators/operators.js";
import type { SubgraphEndpoint, SupergraphOptions } from "./planning/source.js";

/** What {@link createHub} takes. Unknown keys are refused, so that a misspelt option cannot be ignored. */
export interface HubOptions {
  /**
   * Where the supergraph comes from.
   * @remarks Until the first one is there, operations are answered with `SUBGRAPH_UNAVAILABLE` (503).
   */
  readonly supergraph: SupergraphOptions;
  /**
   * Who may ask. `false` is open mode: no identity stage; `authorization` is forwarded as it comes.
   * `revoked` is a file or URL with the tokens withdrawn before their time, looked at every
   * `revokedPollMs` (default 5,000): such a token's streams end, too.
   * @remarks Error codes: `UNAUTHENTICATED`, `TOKEN_INVALID`, `TOKEN_EXPIRED`, `TOKEN_REVOKED` (401). A demo issuer is trusted beside these.
   */
  readonly identity:
    | false
    | {
        readonly issuers: readonly IssuerOptions[];
        readonly revoked?: string;
        readonly revokedPollMs?: number;
      };
  /** Interface to listen on. Default `127.0.0.1`. */
  readonly host?: string;
  /** Port to listen on; 0 takes any free one. Default 4000. */
  readonly port?: number;
  /**
   * Where a subgraph really is, by name, instead of the URL its supergraph carries. Default: none.
   * @remarks Error codes when it does not answer: `SUBGRAPH_UNAVAILABLE`, `SUBGRAPH_TIMEOUT`, in the field's place.
   */
  readonly subgraphUrls?: Readonly<Record<string, string | SubgraphEndpoint>>;
  /**
   * Who serves the subgraphs that several organisations serve. Default: one server each.
   * @remarks Error codes in the fields' places: `OPERATOR_UNAVAILABLE`, `OPERATOR_UNKNOWN`.
   */
  readonly operators?: OperatorOptions;
  /**
   * Signs cursors: 32 bytes or more in base64, the same for all replicas. Several, separated by
   * commas, are all accepted, and the first signs. Default: random, so that cursors end with the process.
   * @remarks Error codes of a cursor signed by another: `INVALID_CURSOR` of a list, `CURSOR_INVALID`
   * of a live stream.
   */
  readonly cursorKey?: string;
  /**
   * How subgraphs carry live streams, by name: default `websocket` (`graphql-transport-ws`) for all.
   * With `callback` (HTTP callback protocol) a subgraph calls this very process at `callbackUrl`,
   * by default where it listens.
   */
  readonly live?: {
    readonly protocols?: Readonly<Record<string, LiveProtocol>>;
    readonly callbackUrl?: string;
  };
  /** How subgraphs are asked. Defaults: those of the executor. Error code: `SUBGRAPH_TIMEOUT`. */
  readonly upstream?: { readonly timeoutMs?: number; readonly connections?: number };
  /**
   * Request headers handed to the subgraphs as they came, beside `authorization` and `x-request-id`.
   * Default `accept-language`, `traceparent`, `tracestate`.
   */
  readonly forwardHeaders?: readonly string[];
  /** Sign-in for a demonstration: serves `/demo/*` and says so loudly in the log. Default: absent, the routes are 404. */
  readonly demo?: DemoIssuer;
  /**
   * Decides the policies of `@policy` for whoever asks. Default: none holds, for nobody. Asked for every
   * operation that needs one, so it answers from memory.
   * @remarks Error code in the place of what is withheld: `UNAUTHORIZED_FIELD_OR_TYPE`.
   */
  readonly holdsPolicy?: HoldsPolicy;
  /** The time of a simulation, to be read and moved at `/demo/clock`. Default: absent, the route is 404. Needs `demo`. */
  readonly demoClock?: DemoClock;
  /** A built single-page application to serve at `/`. Default: absent, a short page says what runs here. */
  readonly staticDir?: string;
  /** How large an operation may be. See each limit for its default and error code. */
  readonly limits?: LimitOptions;
  /** Origins whose pages may call the hub from a browser. Default: none but its own. */
  readonly cors?: readonly string[];
  /**
   * What becomes of a subgraph's error whose code is not in the error table. `masked` (the default)
   * keeps its message in the log; `passed` hands it on, for subgraphs whose readers are one's own.
   */
  readonly foreignErrors?: "masked" | "passed";
  /** Where log lines go. Default: pino on standard output at level `info`. */
  readonly logger?: Logger;
  /**
   * How long {@link Hub.stop} waits for running requests, in milliseconds. Default 10,000.
   * @remarks Error code of what comes meanwhile: `SHUTTING_DOWN` (503, or close code 1001).
   */
  readonly drainTimeoutMs?: number;
}

/** What a subgraph speaks for subscriptions. */
export type LiveProtocol = "websocket" | "sse" | "callback";

/** A running hub. */
export interface Hub {
  /** `http://host:port`, without a trailing slash. */
  readonly url: string;
  /** The port it listens on. */
  readonly port: number;
  /** Settles when the first supergraph is in place and operations are answered. */
  readonly ready: Promise<void>;
  /** Stops accepting, lets requests finish, ends streams resumably; after the drain timeout it cuts. */
  stop(): Promise<void>;
}
