import { valueFromASTUntyped } from "graphql";
import { isJsonObject } from "../execution/own.js";
import type { Json } from "../execution/run.js";
import type { RequestContext } from "../sources/data-source.js";
import { decodeCursor, type Position } from "./cursor.js";
import type { Operator, OperatorDirectory } from "./directory.js";
import { type OperatorError, pausedError, refusedError, unknownError } from "./errors.js";
import { namesAt, narrow, operatorNamed } from "./names.js";
import { noteOutcome } from "./outcomes.js";
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
  readonly errors: readonly OperatorError[];
}

export interface RootRoute {
  readonly kind: "root";
  readonly unit: RootUnit;
  readonly asked: readonly Asked[];
  /** Of a gathered list: how far it has been read. */
  readonly position: Position;
  readonly first: number;
  readonly errors: readonly OperatorError[];
}

export type Route = EntityRoute | RootRoute;

export function routeEntities(
  unit: EntityUnit,
  representations: unknown,
  scope: Scope,
): EntityRoute {
  const places: Place[] = [];
  const sent = new Map<Target, Place[]>();
  const errors: OperatorError[] = [];
  const list: unknown[] = Array.isArray(representations) ? representations : [];
  for (const [slot, representation] of list.entries()) {
    const typename = isJsonObject(representation) ? representation["__typename"] : undefined;
    if (typeof typename !== "string" || !unit.takes(typename)) continue;
    const path = unit.by;
    const names = path && namesAt(representation, path);
    const found = pick(
      names ?? [""],
      scope,
      unit.fields?.map((field) => [unit.key, slot, field]) ?? [[unit.key, slot]],
    );
    errors.push(...found.errors);
    for (const { target, operators } of found.asked) {
      const own = sent.get(target) ?? [];
      sent.set(target, own);
      const isMine = (name: string): boolean => {
        const operator = operatorNamed(scope.directory, scope.subgraph, name);
        return operator !== undefined && operators.includes(operator.id);
      };
      const mine = narrow(representation, path ?? [], isMine);
      const place = { slot, target, operators, index: own.length, representation: mine };
      places.push(place);
      own.push(place);
    }
  }
  return { kind: "entities", unit, count: list.length, places, sent, errors };
}

export function routeRoot(unit: RootUnit, scope: Scope): RootRoute {
  const { rule, key } = unit;
  const valueOf = (name: string): unknown => {
    const node = unit.args.get(name);
    return node && valueFromASTUntyped(node, scope.variables);
  };
  const [argument, ...path] = rule.arg?.split(".") ?? [];
  const names = argument === undefined ? undefined : namesAt(valueOf(argument), path);
  const isNamed = names !== undefined && names.length > 0;
  const found =
    isNamed || !rule.gather
      ? pick(isNamed ? names : [""], scope, [[key]])
      : sort(scope.directory.operatorsOf(scope.subgraph), scope, [[key]]);
  const nobody = (...errors: OperatorError[]): RootRoute => ({ ...route, asked: [], errors });

  const after = valueOf("after") ?? undefined;
  const isPaged = unit.collect?.afterVariable !== undefined && after !== undefined;
  const position = isPaged ? decodeCursor(after) : new Map<string, string>();
  const first = valueOf("first") ?? unit.collect?.defaultFirst;
  const route: RootRoute = {
    kind: "root",
    unit,
    asked: found.asked,
    position: position ?? new Map(),
    first: typeof first === "number" ? first : Infinity,
    errors: found.errors,
  };
  if (!position) return nobody(refusedError("INVALID_CURSOR", "The cursor is not valid.", [key]));
  if (unit.collect && [valueOf("last"), valueOf("before")].some((given) => given != null)) {
    const message = "A list of several operators is read forwards: with `first` and `after`.";
    return nobody(refusedError("INVALID_INPUT", message, [key]));
  }
  // Done here and failed there, it could be neither repeated nor reported.
  if (scope.isMutation && names && names.length > 1) {
    return nobody(refusedError("INVALID_INPUT", "A change is for one operator.", [key]));
  }
  return route;
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
