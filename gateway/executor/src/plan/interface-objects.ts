import { conditionOf, entityFragments, withEntityFragments } from "./fetch-operation.js";
import type { FieldRules } from "./field-rules.js";
import { divideByNeeds, type Renaming } from "./interface-object-needs.js";
import { divided, mapFetches } from "./map-fetches.js";
import type { SupergraphTypes } from "./planner.js";
import type { DataRewrite, FetchNode, QueryPlan } from "./query-plan.js";

const FRAGMENT = "... on ";

/**
 * Divides the fetches in which the planner joins what cannot be asked of an interface object at once.
 *
 * @remarks A subgraph with two `@interfaceObject`s that one type implements has to be asked once for
 * each: a representation has one type name.
 */
export function divideInterfaceObjects(
  plan: QueryPlan,
  types: SupergraphTypes,
  rules: FieldRules,
): QueryPlan {
  const divide = (fetch: FetchNode): FetchNode[] =>
    divideByName(fetch, types).flatMap((one) => divideByNeeds(one, renamingsOf(one)[0], rules));
  return mapFetches(plan, (fetch) => divided(fetch, divide));
}

function divideByName(fetch: FetchNode, types: SupergraphTypes): FetchNode[] {
  const { inputRewrites = [], requires = [] } = fetch;
  const renamings = renamingsOf(fetch);
  if (renamings.length < 2) return [fetch];
  const names = new Set(renamings.map(({ name }) => name));
  const nodes = renamings.map(({ name, inputs }): FetchNode => {
    const isMeant = (type: string): boolean =>
      [...inputs].some((input) => types.isSubtype(input, type) || types.isSubtype(type, input));
    return {
      ...withEntityFragments(fetch, (one) => (conditionOf(one) === name ? one : undefined)),
      inputRewrites: inputRewrites.filter((rewrite) => typenameSet(rewrite) === name),
      requires: requires.filter(
        (one) => one.kind === "Field" || !one.typeCondition || isMeant(one.typeCondition),
      ),
    };
  });
  const isOther = entityFragments(fetch).some((one) => !names.has(conditionOf(one)));
  if (!isOther) return nodes;
  const others = withEntityFragments(fetch, (one) =>
    names.has(conditionOf(one)) ? undefined : one,
  );
  return [...nodes, { ...others, inputRewrites: [] }];
}

function renamingsOf({ inputRewrites = [] }: FetchNode): Renaming[] {
  const inputs = new Map<string, Set<string>>();
  for (const rewrite of inputRewrites) {
    const name = typenameSet(rewrite);
    if (name === undefined) continue;
    const known = inputs.get(name) ?? new Set();
    inputs.set(name, known.add(rewrite.path[0]!.slice(FRAGMENT.length)));
  }
  return [...inputs].map(([name, types]) => ({ name, inputs: types }));
}

/** The type name that a rewrite gives to a representation. */
function typenameSet(rewrite: DataRewrite): string | undefined {
  const { kind, path } = rewrite;
  const isTypename = path.length === 2 && path[0]!.startsWith(FRAGMENT) && path[1] === "__typename";
  return kind === "ValueSetter" && isTypename ? String(rewrite.setValueTo) : undefined;
}
