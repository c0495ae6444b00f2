import { operationFromDocument, Supergraph } from "@apollo/federation-internals";
import { QueryPlanner } from "@apollo/query-planner";
import {
  BREAK,
  type DocumentNode,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  parse,
  visit,
} from "graphql";
import { keepMergesAcyclic } from "./acyclic-merges.js";
import { keepContextsApart } from "./contexts.js";
import { findUnfetched } from "./coverage.js";
import { composedDirectives } from "./executable-directives.js";
import { giveUpOnlyImpossibleFragments } from "./impossible-fragments.js";
import { readFieldRules } from "./field-rules.js";
import { moveInterfaceObjectTypenames } from "./interface-object-typenames.js";
import { divideInterfaceObjects } from "./interface-objects.js";
import { resolvableKeysFirst } from "./key-order.js";
import { omitKnownTypenames } from "./known-typenames.js";
import { moveOnlyLocalFields } from "./local-fields.js";
import type { Planner, SupergraphTypes } from "./planner.js";
import { completeProvidedCopies } from "./provided-copies.js";
import type { QueryPlan } from "./query-plan.js";
import { noteHidden } from "../projection/hidden.js";
import { repairPlan } from "./repair-plan.js";
import { type SeparatedSupergraph, separateRequiredArguments } from "./required-arguments.js";
import { createTellFirst } from "./untold-fields.js";

/** What {@link createApolloPlanner} makes of a supergraph. */
export interface PlannedSupergraph {
  readonly planner: Planner;
  /** What clients see: without `@inaccessible` elements and the machinery of federation. */
  readonly apiSchema: GraphQLSchema;
  readonly subgraphs: { name: string; url: string }[];
  /** Every label that an `@override` of the supergraph names. */
  readonly overrideLabels: readonly string[];
}

/**
 * The features this executor can run. `@authenticated`, `@requiresScopes` and `@policy` are
 * accepted because whoever calls the executor has applied them already; Apollo's own list has not
 * got them.
 */
const SUPPORTED_FEATURES = new Set(
  [
    ["core", "0.1", "0.2"],
    ["join", "0.1", "0.2", "0.3", "0.4", "0.5"],
    ["tag", "0.1", "0.2", "0.3"],
    ["inaccessible", "0.1", "0.2"],
    ["authenticated", "0.1"],
    ["requiresScopes", "0.1"],
    ["policy", "0.1", "0.2"],
    ["context", "0.1"],
    ["cost", "0.1"],
    ["cacheTag", "0.1"],
  ].flatMap(([name, ...versions]) =>
    versions.map((version) => `https://specs.apollo.dev/${name}/v${version}`),
  ),
);

/**
 * Apollo's query planner behind {@link Planner}.
 *
 * @param supergraphSdl - the composed supergraph, security directives and all.
 * @throws when the text is no Federation 2 supergraph or uses a feature that cannot be executed.
 */
export function createApolloPlanner(supergraphSdl: string): PlannedSupergraph {
  moveOnlyLocalFields();
  giveUpOnlyImpossibleFragments();
  keepMergesAcyclic();
  completeProvidedCopies();
  moveInterfaceObjectTypenames();
  const document = resolvableKeysFirst(parse(supergraphSdl));
  const supergraph = build(document);
  const api = supergraph.apiSchema();
  api.deferDirective();
  const separated = buildSeparated(document);
  const planned = separated?.supergraph ?? supergraph;
  const rules = readFieldRules(separated?.document ?? document);
  const tellFirst = createTellFirst(rules, planned.schema.toGraphQLJSSchema());
  const planner = new QueryPlanner(planned, {
    // Sent to subgraphs as they were, the client's fragments would ask for more than is needed.
    reuseQueryFragments: false,
    incrementalDelivery: { enableDefer: true },
  });
  const overrideLabels = findOverrideLabels(supergraph);

  const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  const types = typesOf(supergraphSchema);
  const directives = composedDirectives(
    api.toGraphQLJSSchema({ includeDefer: true }),
    supergraphSchema,
  );
  noteHidden(directives.apiSchema, supergraphSchema);
  return {
    planner: {
      types,
      plan({ document, operationName, overrideLabels: labels }) {
        const operation = operationFromDocument(api, directives.without(document), {
          validate: false,
          ...(operationName === undefined ? {} : { operationName }),
        });
        const overrideConditions = new Map(
          overrideLabels.map((label) => [label, labels?.has(label) ?? false]),
        );
        const raw = planner.buildQueryPlan(operation, { overrideConditions }) as QueryPlan;
        const told = tellFirst ? tellFirst(raw) : raw;
        const plan = divideInterfaceObjects(keepContextsApart(told), types, rules);
        const repaired = separated ? repairPlan(plan, separated) : plan;
        const unfetched = findUnfetched(document, supergraphSchema, repaired);
        if (unfetched !== undefined) throw new Error(`No subgraph can give ${unfetched} here.`);
        return isDeferring(document) ? repaired : omitKnownTypenames(repaired, supergraphSchema);
      },
    },
    apiSchema: directives.apiSchema,
    subgraphs: supergraph.subgraphsMetadata().map(({ name, url }) => ({ name, url })),
    overrideLabels,
  };
}

/** Parts that come later find their places by the types of the objects around them. */
function isDeferring(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive({ name }) {
      if (name.value !== "defer") return undefined;
      found = true;
      return BREAK;
    },
  });
  return found;
}

/**
 * A field that a subgraph mentions for other reasons as well may not let itself be replaced: then the
 * supergraph is planned as it is, and only operations that ask for both fields at once are wrong.
 */
function buildSeparated(
  document: DocumentNode,
): (SeparatedSupergraph & { supergraph: Supergraph }) | undefined {
  const separated = separateRequiredArguments(document);
  try {
    return separated && { ...separated, supergraph: build(separated.document) };
  } catch {
    return undefined;
  }
}

function build(document: DocumentNode): Supergraph {
  return Supergraph.build(document, { supportedFeatures: SUPPORTED_FEATURES });
}

function findOverrideLabels(supergraph: Supergraph): string[] {
  const applications = supergraph.schema.directive("join__field")?.applications() ?? [];
  const labels = [...applications].map((application) => application.arguments()["overrideLabel"]);
  return [...new Set(labels.filter((label) => typeof label === "string"))];
}

function typesOf(schema: GraphQLSchema): SupergraphTypes {
  return {
    isObject: (typename) => isObjectType(schema.getType(typename)),
    isSubtype(condition, typename) {
      if (condition === typename) return true;
      const abstract = schema.getType(condition);
      const type = schema.getType(typename);
      return (
        isAbstractType(abstract) &&
        (isObjectType(type) || isInterfaceType(type)) &&
        schema.isSubType(abstract, type)
      );
    },
  };
}
