import { type FieldNode, Kind, type SelectionNode } from "graphql";
import { keyAlias, type OrderKey } from "./order.js";
import type { Gather } from "./rules.js";
import { asSent, fieldsIn, type Fragments, responseName } from "./selection.js";

/** What a gathered field has to ask beside what was asked, and how its answers are read. */
export interface Collect extends Gather {
  /** The field in the schema, as `Query.workOrders`: its cursors are good for no other. */
  readonly coordinate: string;
  readonly selection: FieldNode;
  /** The variable for an operator's own position. */
  readonly afterVariable: string | undefined;
  /** Response names in the connection. */
  readonly names: ConnectionNames;
}

/** Under which names the client's operation sees the parts of a connection. */
export interface ConnectionNames {
  readonly edges: readonly string[];
  readonly nodes: readonly string[];
  readonly totalCount: readonly string[];
  readonly cursors: readonly string[];
  /** In each object of this name: response name by field name. */
  readonly pageInfo: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Under these the hub asks for what it merges by; no client sees them. */
export const MERGE_EDGES = "_merge_edges";
export const MERGE_PAGE = "_merge_page";

/** Adds the order keys and, in a connection, positions to what is asked. */
export function collectGathered(
  type: string,
  field: FieldNode,
  gather: Gather,
  index: number,
  fragments: Fragments,
): Collect {
  const selections = field.selectionSet?.selections ?? [];
  const keys = gather.order.map(keySelection);
  const extra = gather.isConnection
    ? [
        named("edges", MERGE_EDGES, [named("cursor"), named("node", undefined, keys)]),
        named("pageInfo", MERGE_PAGE, [named("hasNextPage")]),
      ]
    : keys;
  const afterVariable = gather.isConnection && gather.afterType ? `_after_${index}` : undefined;
  const selection = asSent(
    field,
    responseName(field),
    [...selections, ...extra],
    afterVariable === undefined ? {} : { after: afterVariable },
  );
  const coordinate = `${type}.${field.name.value}`;
  return { ...gather, coordinate, selection, afterVariable, names: namesOf(field, fragments) };
}

function namesOf(field: FieldNode, fragments: Fragments): ConnectionNames {
  const fields = field.selectionSet ? fieldsIn(field.selectionSet, fragments) : [];
  const of = (name: string): FieldNode[] => fields.filter((node) => node.name.value === name);
  const inside = (node: FieldNode): FieldNode[] =>
    node.selectionSet ? fieldsIn(node.selectionSet, fragments) : [];
  const pageInfo = new Map<string, Map<string, string>>();
  for (const node of of("pageInfo")) {
    const known = pageInfo.get(responseName(node)) ?? new Map<string, string>();
    for (const part of inside(node)) known.set(responseName(part), part.name.value);
    pageInfo.set(responseName(node), known);
  }
  const cursors = of("edges")
    .flatMap(inside)
    .filter((node) => node.name.value === "cursor");
  return {
    edges: [...new Set(of("edges").map(responseName))],
    nodes: [...new Set(of("nodes").map(responseName))],
    totalCount: [...new Set(of("totalCount").map(responseName))],
    cursors: [...new Set(cursors.map(responseName))],
    pageInfo,
  };
}

function keySelection({ path }: OrderKey, index: number): SelectionNode {
  const [name, ...rest] = path;
  return named(name!, keyAlias(index), nested(rest));
}

function nested([name, ...rest]: readonly string[]): SelectionNode[] {
  return name === undefined ? [] : [named(name, undefined, nested(rest))];
}

function named(name: string, alias?: string, selections: readonly SelectionNode[] = []): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: name },
    ...(alias !== undefined && { alias: { kind: Kind.NAME, value: alias } }),
    ...(selections.length > 0 && { selectionSet: { kind: Kind.SELECTION_SET, selections } }),
  };
}
