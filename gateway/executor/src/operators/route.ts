import { valueFromASTUntyped } from "graphql";
import { isJsonObject } from "../execution/own.js";
import type { Json } from "../execution/run.js";
import type { RequestContext } from "../sources/data-source.js";
import type { CursorKeys } from "./cursor.js";
import type { Operator, OperatorDirectory } from "./directory.js";
import { type OperatorError, pausedError, refusedError, unknownError } from "./errors.js";
import { namesAt, narrow, operatorNamed } from "./names.js";
import { noteOutcome } from "./outcomes.js";
import { type Paging, pagingOf } from "./paging.js";
import type { EntityUnit, RootUnit } from "./prepare.js";
import type { Target, Targets } from "./targets.js";

/** What routing needs to know of a request. */
export interface Scope {
  readonly subgraph: string;
  readonly directory: OperatorDirectory;
  readonly targets: Targets;
  readonly context: RequestContext;
  readonly variables: Readonly<Json>;
  readonly isMutation: boolean;
  /** Signs cursors. */
  readonly cursorKeys: CursorKeys;
}

/** A server, and the operators in whose name it is asked. */
export interface Asked {
  readonly target: Target;
  readonly operators: readonly string[];
}

/** One representation at one server. */
export interface Place extends Asked {
  /** Where the representation stood in the request. */
  readonly slot: number;
  /** Where it stands among those sent to this server. */
  readonly index: number;
  readonly representation: unknown;
}

export interface EntityRoute {
  readonly kind: "entities";
  readonly unit: EntityUnit;
  readonly count: number;
  readonly places: readonly Place[];
  readonly sent: ReadonlyMap<Target, readonly Place[]>;
  /** Of a gathered field; absent where nothing is gathered. */
  readonly paging: Paging | undefined;
  readonly errors: readonly OperatorError[];
}

export interface RootRoute {
  readonly kind: "root";
  readonly unit: RootUnit;
  readonly asked: readonly Asked[];
  /** Of a gathered field; absent where nothing is gathered. */
  readonly paging: Paging | undefined;
  readonly errors: readonly OperatorError[];
}

export type Route = EntityRoute | RootRoute;

export function routeEntities(
  unit: EntityUnit,
  representations: unknown,
  scope: Scope,
): EntityRoute {
  const { key, by: path, gathered } = unit;
  const places: Place[] = [];
  const sent = new Map<Target, Place[]>();
  const errors: OperatorError[] = [];
  const list: unknown[] = Array.isArray(representations) ? representations : [];
  const paging = gathered && pagingOf(gathered.args, gathered.collect, scope);
  const route = { kind: "entities", unit, count: list.length, places, sent, errors } as const;
  for (const [slot, representation] of list.entries()) {
    const typename = isJsonObject(representation) ? representation["__typename"] : undefined;
    if (typeof typename !== "string" || !unit.takes(typename)) continue;
    const paths = unit.fields?.map((field) => [key, slot, field]) ?? [[key, slot]];
    if (paging && "code" in paging) {
      errors.push(refusedError(paging.code, paging.message, [key, slot, gathered!.key]));
      continue;
    }
    const found = gathered
      ? sort(scope.directory.operatorsOf(scope.subgraph), scope, [[key, slot, gathered.key]])
      : pick((path && namesAt(representation, path)) ?? [""], scope, paths);
    errors.push(...found.errors);
    for (const { target, operators } of found.asked) {
      const own = sent.get(target) ?? [];
      sent.set(target, own);
      const isMine = (name: string): boolean => {
        const operator = operatorNamed(scope.directory, scope.subgraph, name);
        return operator !== undefined && operators.includes(operator.id);
      };
      const mine = path ? narrow(representation, path, isMine) : representation;
      const place = { slot, target, operators, index: own.length, representation: mine };
      places.push(place);
      own.push(place);
    }
  }
  return { ...route, paging: paging && "code" in paging ? undefined : paging };
}

export function routeRoot(unit: RootUnit, scope: Scope): RootRoute {
  const { rule, key, collect } = unit;
  const names = namesInArgument(unit, scope);
  const isNamed = names !== undefined && names.length > 0;
  const found =
    isNamed || !rule.gather
      ? pick(isNamed ? names : [""], scope, [[key]])
      : sort(scope.directory.operatorsOf(scope.subgraph), scope, [[key]]);
  const refused = (code: string, message: string): RootRoute => ({
    kind: "root",
    unit,
    asked: [],
    paging: undefined,
    errors: [refusedError(code, message, [key])],
  });
  const paging = collect && pagingOf(unit.args, collect, scope);
  if (paging && "code" in paging) return refused(paging.code, paging.message);
  // Done here and failed there, it could be neither repeated nor reported.
  if (scope.isMutation && names && names.length > 1) {
    return refused("INVALID_INPUT", "A change is for one operator.");
  }
  return { kind: "root", unit, asked: found.asked, paging, errors: found.errors };
}

/** The names that stand in the argument which tells the operator. */
function namesInArgument({ rule, args }: RootUnit, { variables }: Scope): string[] | undefined {
  const [argument, ...path] = rule.arg?.split(".") ?? [];
  const node = argument === undefined ? undefined : args.get(argument);
  return node && namesAt(valueFromASTUntyped(node, variables), path);
}

interface Picked {
  readonly asked: Asked[];
  readonly errors: OperatorError[];
}

type Path = (string | number)[];

/** The operators that some names stand for. */
function pick(names: readonly string[], scope: Scope, paths: readonly Path[]): Picked {
  const operators: Operator[] = [];
  const unknown: OperatorError[] = [];
  for (const name of names) {
    const operator = operatorNamed(scope.directory, scope.subgraph, name);
    if (operator) operators.push(operator);
    else unknown.push(...paths.map((path) => unknownError(name, path)));
  }
  const { asked, errors } = sort(operators, scope, paths);
  return { asked, errors: [...unknown, ...errors] };
}

/** Operators by server, those left out that are not to be asked. */
function sort(operators: readonly Operator[], scope: Scope, paths: readonly Path[]): Picked {
  const byTarget = new Map<Target, Set<string>>();
  const errors: OperatorError[] = [];
  for (const operator of operators) {
    const { id, status } = operator;
    if (status === "active") {
      const target = scope.targets.of(operator);
      byTarget.set(target, (byTarget.get(target) ?? new Set()).add(id));
    } else {
      noteOutcome(scope.context, { subgraph: scope.subgraph, id, status, milliseconds: 0 });
      errors.push(...paths.map((path) => pausedError(id, path)));
    }
  }
  return {
    asked: [...byTarget].map(([target, ids]) => ({ target, operators: [...ids] })),
    errors,
  };
}
