import { readFileSync } from "node:fs";
import { isJsonObject } from "../execution/own.js";

/** An organisation that serves a subgraph. */
export interface Operator {
  /** As in the ids of what it owns: `f07` in `wo_f07_…`. */
  readonly id: string;
  /** Where it is reached. Operators with the same URL are served by one request. */
  readonly url: string;
  /** For whom tokens sent there are meant. */
  readonly audience?: string;
  /** A `paused` operator is known and not asked. */
  readonly status: "active" | "paused";
}

/** Who serves which subgraph, and where. The only source of URLs. */
export interface OperatorDirectory {
  /** All operators of a subgraph; the order decides between items that are equal in an order. */
  operatorsOf(subgraph: string): readonly Operator[];
  /** @param name - an operator's id, or another key by which the data names it. */
  resolve(subgraph: string, name: string): Operator | undefined;
}

/** An entry of {@link createStaticOperatorDirectory}. */
export interface OperatorEntry {
  readonly id: string;
  readonly url: string;
  readonly audience?: string;
  /** Default `active`. */
  readonly status?: Operator["status"];
  /** Other names of it in the data: the id of the firm, for instance. */
  readonly keys?: readonly string[];
}

/**
 * A directory that does not change.
 *
 * @param entries - operators by subgraph, as an object or as the path of a JSON file.
 * @throws Error for an entry without id or HTTP URL, for a name that two operators claim, and for a
 * shared URL with different audiences: a request has only one.
 */
export function createStaticOperatorDirectory(
  entries: Readonly<Record<string, readonly OperatorEntry[]>> | string,
): OperatorDirectory {
  const given: unknown =
    typeof entries === "string" ? JSON.parse(readFileSync(entries, "utf8")) : entries;
  if (!isJsonObject(given)) throw new Error("The operator directory is no object.");
  const subgraphs = new Map(
    Object.entries(given).map(([subgraph, list]) => [subgraph, readEntries(subgraph, list)]),
  );
  return {
    operatorsOf: (subgraph) => subgraphs.get(subgraph)?.operators ?? [],
    resolve: (subgraph, name) => subgraphs.get(subgraph)?.byName.get(name),
  };
}

function readEntries(subgraph: string, list: unknown) {
  const operators: Operator[] = [];
  const byName = new Map<string, Operator>();
  const audiences = new Map<string, string | undefined>();
  for (const entry of Array.isArray(list) ? (list as OperatorEntry[]) : []) {
    const { id, url, audience, status = "active", keys = [] } = entry;
    const at = `Operator "${id}" of "${subgraph}"`;
    if (typeof id !== "string" || id === "") throw new Error(`${at} has no id.`);
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new Error(`${at} has no HTTP URL.`);
    if (status !== "active" && status !== "paused") throw new Error(`${at} has no such status.`);
    if (audiences.has(url) && audiences.get(url) !== audience) {
      throw new Error(`${at} shares its URL with one of another audience.`);
    }
    audiences.set(url, audience);
    const operator = { id, url, status, ...(audience !== undefined && { audience }) };
    for (const name of new Set([id, ...keys])) {
      if (byName.has(name)) throw new Error(`${at} claims the name "${name}" of another.`);
      byName.set(name, operator);
    }
    operators.push(operator);
  }
  return { operators, byName };
}
