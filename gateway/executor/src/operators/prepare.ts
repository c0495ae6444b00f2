import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type ValueNode,
} from "graphql";
import { type Collect, collectGathered } from "./gathered-selection.js";
import { askedOfEverybody, namesIn, partsByPath, replaceIn } from "./entity-parts.js";
import { readResumableStream, type ResumableStream } from "./resumable-stream.js";
import type { FieldRule, OperatorRules } from "./rules.js";
import { asSent, fieldsIn, type Fragments, responseName } from "./selection.js";

/** A field whose values at several operators become one. */
export interface GatheredField {
  /** Its response name. */
  readonly key: string;
  readonly args: ReadonlyMap<string, ValueNode>;
  readonly collect: Collect;
}

/** Entities of one `_entities` field that find their operators at one path of theirs. */
export interface EntityUnit {
  readonly kind: "entities";
  readonly index: number;
  /** The response name of the `_entities` field it is part of. */
  readonly key: string;
  /** Under which name operators answer it. */
  readonly sent: string;
  /** The variable that holds the representations. */
  readonly variable: string;
  /** Undefined where nothing says who serves this. */
  readonly by: readonly string[] | undefined;
  /** The response names of the fields it asks for, where it does not ask for all. */
  readonly fields: readonly string[] | undefined;
  /** The one field it asks all operators for, where it does. */
  readonly gathered: GatheredField | undefined;
  takes(typename: string): boolean;
  readonly selection: SelectionNode;
}

/** A field of a root type. */
export interface RootUnit {
  readonly kind: "root";
  readonly index: number;
  readonly key: string;
  readonly sent: string;
  readonly rule: FieldRule;
  readonly args: ReadonlyMap<string, ValueNode>;
  readonly collect: Collect | undefined;
  /** Of a subscription whose stream can be gone on with. */
  readonly stream: ResumableStream | undefined;
  readonly selection: SelectionNode;
}

export type Unit = EntityUnit | RootUnit;

/** How the values of a unit become one, where they do. */
export const collectOf = (unit: Unit): Collect | undefined =>
  unit.kind === "entities" ? unit.gathered?.collect : unit.collect;

/** The variable of a unit's text for the position of the operator that is asked, and its type. */
export function positionOf(unit: Unit): readonly [variable: string, type: string] | undefined {
  const { afterVariable, afterType } =
    collectOf(unit) ?? (unit.kind === "root" ? unit.stream : undefined) ?? {};
  return afterVariable && afterType ? [afterVariable, afterType] : undefined;
}

/** An operation for a subgraph, taken apart into what can go to different operators. */
export interface PreparedRequest {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
  readonly units: readonly Unit[];
  /** Response names of `__typename` at the root. */
  readonly typenames: readonly string[];
  /** Texts made so far, by the units in them. */
  readonly texts: Map<string, SentText>;
}

/** The text of a request for some of the units. */
export interface SentText {
  readonly query: string;
  /** The operation's own variables in it. */
  readonly variables: readonly string[];
}

/** @throws Error when the document has no operation of this name. */
export function prepareRequest(
  query: string,
  operationName: string | undefined,
  rules: OperatorRules,
): PreparedRequest {
  const document = parse(query, { noLocation: true });
  const operation = operationOf(document, operationName);
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  const units: Unit[] = [];
  const typenames: string[] = [];
  for (const field of fieldsIn(operation.selectionSet, fragments)) {
    const key = responseName(field);
    if (field.name.value === "__typename") typenames.push(key);
    else if (field.name.value === "_entities") units.push(...entityUnits(field, units.length));
    else units.push(rootUnit(field, units.length));
  }
  return { operation, fragments, units, typenames, texts: new Map() };

  function entityUnits(field: FieldNode, start: number): EntityUnit[] {
    const groups = new Map<string | undefined, { types: Set<string>; parts: SelectionNode[] }>();
    for (const { type, by, part } of partsByPath(field, rules, fragments)) {
      const group = groups.get(by) ?? { types: new Set(), parts: [] };
      groups.set(by, group);
      group.types.add(type);
      group.parts.push(part);
    }
    const given = field.arguments?.find(({ name }) => name.value === "representations")?.value;
    const variable = given?.kind === Kind.VARIABLE ? given.name.value : "representations";
    const key = responseName(field);
    return [...groups].map(([by, { types, parts }], offset) => {
      const index = start + offset;
      const sent = groups.size === 1 ? key : `_operators_${index}`;
      const gathered = gatheredIn(parts, askedOfEverybody(by), index);
      const selection = asSent(field, sent, gathered?.parts ?? parts, {
        representations: representationsName(index),
      });
      return {
        kind: "entities",
        index,
        key,
        sent,
        variable,
        by: gathered ? undefined : by?.split("."),
        gathered: gathered?.field,
        fields: groups.size === 1 ? undefined : namesIn(parts, fragments),
        takes: (typename) => [...types].some((type) => rules.matches(typename, type)),
        selection,
      };
    });
  }

  function gatheredIn(parts: SelectionNode[], at: [string, string] | undefined, index: number) {
    if (!at) return undefined;
    const [type, key] = at;
    const all = fieldsIn({ kind: Kind.SELECTION_SET, selections: parts }, fragments);
    const field = all.find((node) => responseName(node) === key)!;
    const gather = rules.gathered(type, field.name.value)!;
    const collect = collectGathered(type, field, gather, index, fragments);
    return {
      parts: replaceIn(parts, field, collect.selection),
      field: { key, args: argumentsOf(field), collect },
    };
  }

  function rootUnit(field: FieldNode, index: number): RootUnit {
    const key = responseName(field);
    const rule = rules.root(operation.operation, field.name.value) ?? {};
    const args = argumentsOf(field);
    const { gather } = rule;
    const type = operation.operation;
    const collect =
      gather && type === "query"
        ? collectGathered("Query", field, gather, index, fragments)
        : undefined;
    const stream =
      gather && type === "subscription"
        ? readResumableStream(field, gather, index, fragments)
        : undefined;
    return {
      kind: "root",
      index,
      key,
      sent: key,
      rule,
      args,
      collect,
      stream,
      selection: (collect ?? stream)?.selection ?? field,
    };
  }
}

const argumentsOf = (field: FieldNode): Map<string, ValueNode> =>
  new Map(field.arguments?.map(({ name, value }) => [name.value, value]));

/** The variable for the representations of a unit. */
export const representationsName = (index: number): string => `_representations_${index}`;

function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    if (name === undefined || node.name?.value === name) return node;
  }
  throw new Error("There is no such operation.");
}
