import { randomBytes } from "node:crypto";
import { SubgraphError } from "../errors/subgraph-error.js";
import type { Json } from "../execution/run.js";
import type { DataSource, RequestContext, SubgraphRequest } from "../sources/data-source.js";
import { createHttpDataSource } from "../sources/http.js";
import { valueFromASTUntyped } from "graphql";
import { type CursorKeys, placeOf } from "./cursor.js";
import type { Operator, OperatorDirectory } from "./directory.js";
import type { OperatorLimits } from "./limits.js";
import type { OperatorStatus } from "./outcomes.js";
import {
  positionOf,
  type PreparedRequest,
  prepareRequest,
  representationsName,
  type Unit,
} from "./prepare.js";
import { type Route, routeEntities, routeRoot, type Scope } from "./route.js";
import type { OperatorRules } from "./rules.js";
import { textFor } from "./sent-text.js";
import { type Answers, Settlement } from "./settle.js";
import { mergeStreams } from "./streams.js";
import { type Target, Targets } from "./targets.js";

export interface OperatorDataSourceOptions {
  /** The subgraph's name in the supergraph. */
  readonly name: string;
  /** From `readOperatorRules`, of the same supergraph as the plans. */
  readonly rules: OperatorRules;
  /** Who serves it, and where: read anew for every request. */
  readonly directory: OperatorDirectory;
  /** How a server is reached. Default: `createHttpDataSource` with the limits' deadline. */
  readonly createSource?: (operator: Operator, limits: Required<OperatorLimits>) => DataSource;
  /** For all, or for each server by the operator it is first asked for. */
  readonly limits?: OperatorLimits | ((operator: Operator) => OperatorLimits);
  /** Told how each request to a server went, unless its client left. */
  readonly onAnswer?: (operators: Iterable<string>, status: OperatorStatus) => void;
  /**
   * Sign the cursors of lists and streams of several operators. Default: random, so that cursors
   * end with the process and mean nothing to another.
   */
  readonly cursorKeys?: CursorKeys;
}

/** Operations come from plans, which are kept: more than this are not in use. */
const MAX_PREPARED = 1000;

/**
 * A subgraph that many organisations serve, as one data source.
 *
 * @remarks It throws only when the client has left. Whoever does not answer is missing from the
 * data, with an error `OPERATOR_UNAVAILABLE` at every place; a name the directory does not know is
 * an `OPERATOR_UNKNOWN`, and no request to anybody.
 */
export function createOperatorDataSource(options: OperatorDataSourceOptions): DataSource {
  const { name, rules, directory, limits = {}, cursorKeys = [randomBytes(32)] } = options;
  const createSource =
    options.createSource ??
    (({ url }, { timeoutMs, concurrency }) =>
      createHttpDataSource({ name, url, timeoutMs, connections: concurrency }));
  const targets = new Targets({
    subgraph: name,
    directory,
    createSource,
    limits,
    onAnswer: options.onAnswer,
  });
  const prepared = new Map<string, PreparedRequest>();

  const prepare = ({ query, operationName }: SubgraphRequest): PreparedRequest => {
    const key = operationName === undefined ? query : `${operationName}\n${query}`;
    const known = prepared.get(key);
    if (known) return known;
    const request = prepareRequest(query, operationName, rules);
    if (prepared.size >= MAX_PREPARED) prepared.delete(prepared.keys().next().value!);
    prepared.set(key, request);
    return request;
  };
  const scopeOf = (
    parts: PreparedRequest,
    request: SubgraphRequest,
    context: RequestContext,
  ): Scope => ({
    subgraph: name,
    directory,
    targets,
    context,
    variables: { ...defaultsOf(parts), ...request.variables },
    isMutation: parts.operation.operation === "mutation",
    cursorKeys,
  });

  return {
    async execute(request, context) {
      const parts = prepare(request);
      const scope = scopeOf(parts, request, context);
      const settlement = new Settlement();
      const typename = rootNames[parts.operation.operation];
      for (const key of parts.typenames) settlement.data[key] = typename;
      // A mutation's fields are done one after the other, whoever does them.
      const steps = scope.isMutation ? parts.units.map((unit) => [unit]) : [parts.units];
      for (const units of steps) {
        const routes = units.map((unit) => routeOf(unit, scope));
        const answers = await askAll(parts, routes, scope);
        if (context.signal?.aborted) throw new SubgraphError("REQUEST_CANCELLED");
        for (const route of routes) settlement.add(route, answers);
      }
      return settlement.response;
    },
    subscribe(request, context) {
      const parts = prepare(request);
      const [unit] = parts.units;
      if (unit?.kind !== "root") throw new Error("A subscription has one field.");
      const scope = scopeOf(parts, request, context);
      return mergeStreams(parts, routeRoot(unit, scope), request, scope);
    },
    close: () => targets.close(),
  };
}

const rootNames = { query: "Query", mutation: "Mutation", subscription: "Subscription" } as const;

function defaultsOf({ operation }: PreparedRequest): Json {
  const defaults: Json = {};
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    if (defaultValue) defaults[variable.name.value] = valueFromASTUntyped(defaultValue);
  }
  return defaults;
}

function routeOf(unit: Unit, scope: Scope): Route {
  return unit.kind === "entities"
    ? routeEntities(unit, scope.variables[unit.variable], scope)
    : routeRoot(unit, scope);
}

/** What one server is asked for. */
interface Call {
  readonly operators: Set<string>;
  readonly units: Unit[];
  readonly variables: Json;
}

/** Asks every server once, all at the same time. */
async function askAll(
  parts: PreparedRequest,
  routes: readonly Route[],
  scope: Scope,
): Promise<Answers> {
  const calls = new Map<Target, Call>();
  const callTo = (target: Target, unit: Unit): Call => {
    const call: Call = calls.get(target) ?? { operators: new Set(), units: [], variables: {} };
    calls.set(target, call);
    if (call.units.at(-1) !== unit) call.units.push(unit);
    return call;
  };
  for (const route of routes) {
    for (const { target, operators } of route.kind === "entities" ? route.places : route.asked) {
      const { operators: all, variables } = callTo(target, route.unit);
      for (const operator of operators) all.add(operator);
      if (route.kind === "entities") {
        const own = route.sent.get(target) ?? [];
        variables[representationsName(route.unit.index)] ??= own.map(
          (place) => place.representation,
        );
      }
      const [after] = positionOf(route.unit) ?? [];
      if (after !== undefined && route.paging) {
        variables[after] = placeOf(operators, route.paging.position) ?? null;
      }
    }
  }
  const answers = [...calls].map(async ([target, { operators, units, variables }]) => {
    const { query, variables: names } = textFor(parts, units);
    for (const name of names) {
      if (Object.hasOwn(scope.variables, name)) variables[name] = scope.variables[name];
    }
    const { operation } = parts;
    const request: SubgraphRequest = {
      query,
      ...(operation.name && { operationName: operation.name.value }),
      variables,
      kind: operation.operation,
    };
    return [target, await scope.targets.ask(target, operators, request, scope.context)] as const;
  });
  return new Map(await Promise.all(answers));
}
