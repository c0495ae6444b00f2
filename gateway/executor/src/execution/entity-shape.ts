import { Kind, parse, print } from "graphql";
import type { FetchNode } from "../plan/query-plan.js";

/** What an entity fetch asks of every entity, apart from which ones it asks about. */
export interface EntityShape {
  /** The selection on `_entities`, without its braces. Equal texts ask for the same. */
  readonly selection: string;
  /** Equal for fetches that are one but for their operation's name. */
  readonly text: string;
  /** Whether it selects no objects: then two holders of an answer share nothing but scalars. */
  readonly isFlat: boolean;
  /** The operation's own variables: printed definitions by name. */
  readonly variables: ReadonlyMap<string, string>;
}

/** How the planner writes an entity fetch. Whatever looks different is sent as it is, alone. */
const ENTITY_FETCH =
  /^query(?: \w+)?\(\$representations:\[_Any!\]!,?(.*?)\)\{_entities\(representations:\$representations\)\{(.*)\}\}$/s;

const FRAGMENT = /\.\.\.\s?on \w+\{/g;

/** @returns undefined when the fetch cannot be joined with others. */
export function entityShapeOf(node: FetchNode): EntityShape | undefined {
  const [, definitions, selection] = ENTITY_FETCH.exec(node.operation) ?? [];
  if (definitions === undefined || selection === undefined) return undefined;
  return {
    selection,
    text: `${definitions}){${selection}`,
    isFlat: !node.outputRewrites?.length && !selection.replace(FRAGMENT, "").includes("{"),
    variables: definitions === "" ? new Map() : readDefinitions(definitions),
  };
}

function readDefinitions(text: string): Map<string, string> {
  const [operation] = parse(`query(${text}){__typename}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return new Map();
  return new Map(
    (operation.variableDefinitions ?? []).map((definition) => [
      definition.variable.name.value,
      print(definition),
    ]),
  );
}

/** What a variable or a field of the n-th part of a request is called. */
export const partName = (name: string, index: number): string =>
  index === 0 ? name : `${name}_${index}`;

/** One operation that asks for several shapes, each of entities of its own. */
export function joinShapes(shapes: readonly EntityShape[], name: string | undefined): string {
  const variables = new Map(shapes.flatMap((shape) => [...shape.variables]));
  const lists = shapes.map((_, index) => `$${partName("representations", index)}:[_Any!]!`);
  const parts = shapes.map(({ selection }, index) => {
    const alias = index === 0 ? "" : `${partName("_entities", index)}:`;
    return `${alias}_entities(representations:$${partName("representations", index)}){${selection}}`;
  });
  return `query${name ? ` ${name}` : ""}(${[...lists, ...variables.values()].join(" ")}){${parts.join(" ")}}`;
}
