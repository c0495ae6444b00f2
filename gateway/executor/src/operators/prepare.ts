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
import { namesIn, partsByPath } from "./entity-parts.js";
import type { FieldRule, OperatorRules } from "./rules.js";
import { asSent, fieldsIn, type Fragments, responseName } from "./selection.js";

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
  readonly selection: SelectionNode;
}

export type Unit = EntityUnit | RootUnit;

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
      const selection = asSent(field, sent, parts, {
        representations: representationsName(index),
      });
      return {
        kind: "entities",
        index,
        key,
        sent,
        variable,
        by: by?.split("."),
        fields: groups.size === 1 ? undefined : namesIn(parts, fragments),
        takes: (typename) => [...types].some((type) => rules.matches(typename, type)),
        selection,
      };
    });
  }

  function rootUnit(field: FieldNode, index: number): RootUnit {
    const key = responseName(field);
    const rule = rules.root(operation.operation, field.name.value) ?? {};
    const args = new Map(field.arguments?.map(({ name, value }) => [name.value, value]));
    const isGathered = rule.gather && operation.operation === "query";
    const collected = isGathered && collectGathered(field, rule.gather, index, fragments);
    return {
      kind: "root",
      index,
      key,
      sent: key,
      rule,
      args,
      collect: collected || undefined,
      selection: collected ? collected.selection : field,
    };
  }
}

/** The variable for the representations of a unit. */
export const representationsName = (index: number): string => `_representations_${index}`;

function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    if (name === undefined || node.name?.value === name) return node;
  }
  throw new Error("There is no such operation.");
}
