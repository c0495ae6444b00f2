import {
  createOperatorDataSource,
  type CursorKeys,
  type DataSource,
  operatorNamed,
  type OperatorLimits,
  type OperatorStatus,
  readOperatorRules,
} from "@hutong/executor";
import type { Logger } from "pino";
import { createSight, type Seen, type Sight } from "../planning/sight.js";
import { type OperatorEntries, openDirectory } from "./directory.js";

/** Who serves the subgraphs that several organisations serve. */
export interface OperatorOptions {
  /** Operators by subgraph, or the path of a JSON file with them; a changed file takes effect. */
  readonly directory: OperatorEntries | string;
  /** What is granted to each server. Error code beyond it: `OPERATOR_UNAVAILABLE`, in the field's place. */
  readonly limits?: OperatorLimits;
}

/** What the hub last saw of an operator. */
export interface OperatorState {
  readonly id: string;
  readonly state: Seen["state"] | "paused";
  readonly at?: string;
}

/** A subgraph's operators as one. */
export interface ServedBySeveral {
  readonly name: string;
  /** Of the server that tells the schema. */
  readonly url: string;
  readonly dataSource: DataSource;
  readonly state: Seen & {
    readonly name: string;
    readonly operators: readonly OperatorState[];
  };
}

/** Operators of all subgraphs. */
export interface Operators {
  /**
   * Opens a subgraph of a supergraph.
   * @returns undefined where the directory knows no operators of it: then one server answers.
   * @throws Error that names each field of which the supergraph does not say who serves it.
   */
  serve(sdl: string, subgraph: string, url: string): ServedBySeveral | undefined;
  /** Where an operator is, by its id or another name of it. */
  urlOf(subgraph: string, name: string): string | undefined;
  close(): void;
}

/** Of the others the hub's own caution is the reason that it was not asked. */
const isItsFault: ReadonlySet<OperatorStatus> = new Set(["unavailable", "timeout", "invalid"]);

/** What {@link createOperators} takes. */
export interface OperatorsOptions {
  readonly options: OperatorOptions | undefined;
  readonly cursorKeys: CursorKeys | undefined;
  readonly upstream: { readonly timeoutMs?: number; readonly connections?: number };
  readonly logger: Logger;
}

/** Opens the directory and what it leads to. */
export function createOperators({
  options,
  cursorKeys,
  upstream,
  logger,
}: OperatorsOptions): Operators {
  if (!options) return { serve: () => undefined, urlOf: () => undefined, close: () => {} };
  const directory = openDirectory(options.directory, logger);
  const limits: OperatorLimits = {
    ...(upstream.timeoutMs !== undefined && { timeoutMs: upstream.timeoutMs }),
    ...(upstream.connections !== undefined && { concurrency: upstream.connections }),
    ...options.limits,
  };

  function serve(sdl: string, name: string, url: string): ServedBySeveral | undefined {
    if (directory.operatorsOf(name).length === 0) return undefined;
    const sights = new Map<string, Sight>();
    const dataSource = createOperatorDataSource({
      name,
      rules: readOperatorRules(sdl, name),
      directory,
      limits,
      ...(cursorKeys && { cursorKeys }),
      onAnswer(ids, status) {
        for (const id of ids) {
          const sight = sights.get(id) ?? createSight(logger, { subgraph: name, operator: id });
          sights.set(id, sight);
          if (status === "ok") sight.see("up");
          else if (isItsFault.has(status)) sight.see("down", { status });
        }
      },
    });
    return {
      name,
      url,
      dataSource,
      get state() {
        const operators = directory.operatorsOf(name).map(({ id, status }): OperatorState => {
          if (status === "paused") return { id, state: status };
          return { id, ...(sights.get(id)?.now ?? { state: "unknown" }) };
        });
        return { name, state: stateOfAll(operators), operators };
      },
    };
  }

  return {
    serve,
    urlOf: (subgraph, name) => operatorNamed(directory, subgraph, name)?.url,
    close: () => directory.close(),
  };
}

/** A subgraph is there as long as one of its operators is. */
function stateOfAll(operators: readonly OperatorState[]): Seen["state"] {
  const states = new Set(operators.map(({ state }) => state));
  if (states.has("up")) return "up";
  return states.has("down") ? "down" : "unknown";
}
