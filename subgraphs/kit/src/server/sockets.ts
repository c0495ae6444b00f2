import type { Server as HttpServer } from "node:http";

import {
  createSourceEventStream,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
} from "graphql";
import { CloseCode } from "graphql-ws";
import { useServer } from "graphql-ws/use/ws";
import { ulid } from "ulid";
import { WebSocketServer } from "ws";

import { isDatabaseAway } from "../errors/database-away.js";
import { formatError } from "../errors/format-error.js";
import { HutongError } from "../errors/hutong-error.js";
import { GatheringSocket } from "./gathering-socket.js";
import type { MaybeContext } from "./require-actor.js";
import type { Bearer, ServerOptions } from "./server-options.js";
import { createBeat, withPlaces } from "./stream-places.js";

/** An operation's context and what ends its stream. */
type OperationContext = MaybeContext & {
  readonly bearer: Bearer;
  readonly ended: AbortController;
  /** Whether the client wants to be told where its stream begins. */
  readonly wantsPlace: boolean;
  /** Ends the connection: who comes back goes on where it was. */
  readonly cut: (error: unknown) => void;
};

type Session = {
  /** Verified when the connection began; it ends with the token. */
  bearer?: Bearer;
  requestId?: string;
  expiry?: NodeJS.Timeout;
};

/** Serves `graphql-transport-ws` on `/graphql`. The token stands in `connectionParams.authorization`. */
export function serveSockets(
  server: HttpServer,
  options: ServerOptions,
): { close: () => Promise<void> } {
  const { schema, log, identify, createContext } = options;
  const sockets = new WebSocketServer({
    server,
    path: "/graphql",
    maxPayload: 1_048_576,
    WebSocket: GatheringSocket,
  });
  sockets.on("connection", (socket, { socket: wire }) => void (socket.wire = wire));
  const beat = createBeat(options.placeMs);
  const handle = useServer<Record<string, unknown>, Session>(
    {
      schema,
      onConnect: async (connection) => {
        const params = connection.connectionParams ?? {};
        const requestId =
          typeof params["x-request-id"] === "string" ? params["x-request-id"] : ulid();
        try {
          const bearer = await identify(params["authorization"]);
          if (!bearer.actor || !bearer.expiresAt) throw new HutongError("UNAUTHENTICATED");
          const { socket } = connection.extra;
          Object.assign(connection.extra, {
            bearer,
            requestId,
            // A token's end is its streams' end; setTimeout holds 24.8 days at most.
            expiry: setTimeout(
              () => socket.close(CloseCode.Unauthorized, "TOKEN_EXPIRED"),
              Math.min(bearer.expiresAt.getTime() - Date.now(), 2_147_483_647),
            ).unref(),
          });
          return true;
        } catch (error) {
          if (!(error instanceof HutongError)) throw error;
          connection.extra.socket.close(CloseCode.Unauthorized, error.code);
          return false;
        }
      },
      onClose: ({ extra }) => clearTimeout(extra.expiry),
      context: ({ extra }, _id, { extensions }): OperationContext => {
        const ended = new AbortController();
        const bearer = extra.bearer!;
        const context = createContext(bearer, extra.requestId!, ended.signal);
        return Object.assign(context, {
          bearer,
          ended,
          wantsPlace: extensions?.["resume"] !== undefined,
          cut: (error: unknown) => {
            log.error({ err: error }, "a stream is cut off, to be taken up again");
            extra.socket.close(CloseCode.InternalServerError, "INTERNAL_SERVER_ERROR");
          },
        });
      },
      execute: async (args) => mask(await execute(args)),
      subscribe: async (args) => {
        const stream = await createSourceEventStream(args);
        const context = args.contextValue as OperationContext;
        if (!(Symbol.asyncIterator in stream)) {
          const away = stream.errors?.find(isDatabaseAway);
          if (away) context.cut(away.originalError);
          return mask(stream);
        }
        const events = eachEvent(args, stream);
        const told = context.wantsPlace ? withPlaces(events, context, beat) : events;
        return endedAtOnce(told, context.ended);
      },
      onError: (_context, _id, _payload, errors) => errors.map((error) => masked(error)),
    },
    sockets,
    15_000,
  );

  /** Every event is answered in a fresh context: an identity map of an earlier event would show old rows. */
  async function* eachEvent(
    args: ExecutionArgs,
    stream: AsyncIterable<unknown>,
  ): AsyncGenerator<ExecutionResult> {
    const { bearer, requestId, cut } = args.contextValue as OperationContext;
    try {
      for await (const event of stream) {
        const contextValue = createContext(bearer, requestId);
        const result = await execute({ ...args, rootValue: event, contextValue });
        // Sent with nulls it would count as received, and nobody would ever be told the rest.
        const away = result.errors?.find(isDatabaseAway);
        if (away) return cut(away.originalError);
        yield mask(result);
      }
    } catch (error) {
      // A refusal is told, as that of an operation that cannot begin.
      if (!(error instanceof HutongError)) return cut(error);
      yield mask({ data: null, errors: [error] });
    }
  }

  function mask(result: ExecutionResult): ExecutionResult {
    return result.errors ? { ...result, errors: result.errors.map(masked) } : result;
  }

  function masked(error: GraphQLError): GraphQLError {
    const formatted = formatError(error.toJSON(), error, (defect) =>
      log.error({ err: defect }, "a resolver failed"),
    );
    return new GraphQLError(formatted.message, {
      path: formatted.path,
      extensions: formatted.extensions ?? {},
    });
  }

  return {
    close: async () => {
      beat.stop();
      await handle.dispose();
    },
  };
}

/**
 * A generator that waits for an event does not hear `return()` until the event comes; the signal
 * wakes it, so that a client that leaves is gone at once.
 */
function endedAtOnce<T>(stream: AsyncGenerator<T>, ended: AbortController): AsyncGenerator<T> {
  const leave = stream.return.bind(stream);
  stream.return = (value) => {
    ended.abort();
    return leave(value);
  };
  return stream;
}
