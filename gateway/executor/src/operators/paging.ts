import { type ValueNode, valueFromASTUntyped } from "graphql";
import { createCursors, type Cursors, NOWHERE, type Position } from "./cursor.js";
import type { Collect } from "./gathered-selection.js";
import type { Scope } from "./route.js";

/** Which page of a gathered list is asked for. */
export interface Paging {
  /** How far it has been read at each operator. */
  readonly position: Position;
  readonly first: number;
  /** Whether the page was asked for by a cursor. */
  readonly isContinued: boolean;
  readonly cursors: Cursors;
}

/** Why a page cannot be given. */
export interface PagingRefusal {
  readonly code: "INVALID_CURSOR" | "INVALID_INPUT";
  readonly message: string;
}

/** Reads the arguments of a gathered field. */
export function pagingOf(
  args: ReadonlyMap<string, ValueNode>,
  collect: Collect,
  { variables, subgraph, cursorKeys }: Pick<Scope, "variables" | "subgraph" | "cursorKeys">,
): Paging | PagingRefusal {
  const valueOf = (name: string): unknown => {
    const node = args.get(name);
    return node && valueFromASTUntyped(node, variables);
  };
  if ([valueOf("last"), valueOf("before")].some((given) => given != null)) {
    const message = "A list of several operators is read forwards: with `first` and `after`.";
    return { code: "INVALID_INPUT", message };
  }
  const cursors = createCursors(cursorKeys, `${subgraph} ${collect.coordinate}`);
  const after = valueOf("after") ?? undefined;
  const isContinued = collect.afterVariable !== undefined && after !== undefined;
  const position = isContinued ? cursors.decode(after) : NOWHERE;
  if (!position) return { code: "INVALID_CURSOR", message: "The cursor is not valid." };
  const first = valueOf("first") ?? collect.defaultFirst;
  return {
    position,
    first: typeof first === "number" ? first : Infinity,
    isContinued,
    cursors,
  };
}
