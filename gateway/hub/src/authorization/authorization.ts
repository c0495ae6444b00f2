import { withhold } from "@hutong/executor";
import { type GraphQLCompositeType, TypeInfo, visit, visitWithTypeInfo } from "graphql";
import { refusal } from "../errors.js";
import type { VerifiedToken } from "../identity/identity.js";
import type { KnownOperation } from "../operations/operations.js";
import type { Supergraph } from "../planning/supergraph.js";
import { type Restriction, restrictionsOf } from "./restrictions.js";

/** Whether a policy holds for whoever asks; nobody without a token. */
export type HoldsPolicy = (policy: string, token: VerifiedToken | undefined) => boolean;

/** The authorization stage: an operation in, what of it is for whoever asks out. */
export interface Authorization {
  /**
   * Keeps back the fields that a party does not show to this caller: they are not fetched, and null
   * with an error in the answer.
   *
   * @returns the operation itself where all of it is for the caller; the same object each time for
   * callers who may see the same of it, so that it is planned once for all of them.
   * @throws Refusal `UNAUTHORIZED_FIELD_OR_TYPE` for a subscription whose field is not for the caller.
   */
  permit(
    supergraph: Supergraph,
    operation: KnownOperation,
    token: VerifiedToken | undefined,
  ): KnownOperation;
}

/** What restricts an operation, and what of it is left for different callers. */
interface Restricted {
  readonly restrictions: readonly Restriction[];
  /** By which of the restrictions hold. */
  readonly permitted: Map<string, KnownOperation>;
}

/** More than issuers' scopes make; what is beyond is marked and planned again rather than kept. */
const MAX_PERMITTED = 64;

/** The authorization stage. An operation's restrictions are looked up once. */
export function createAuthorization(holdsPolicy: HoldsPolicy): Authorization {
  const known = new WeakMap<KnownOperation, Restricted>();

  function restrictedBy(supergraph: Supergraph, operation: KnownOperation): Restricted {
    let restricted = known.get(operation);
    if (!restricted) {
      const restrictions = new Set<Restriction>();
      eachField(supergraph, operation, (parent, field) => {
        for (const one of restrictionsIn(supergraph, parent, field)) restrictions.add(one);
      });
      known.set(
        operation,
        (restricted = { restrictions: [...restrictions], permitted: new Map() }),
      );
    }
    return restricted;
  }

  return {
    permit(supergraph, operation, token) {
      if (supergraph.restrictions.size === 0) return operation;
      const { restrictions, permitted } = restrictedBy(supergraph, operation);
      if (restrictions.length === 0) return operation;
      const scopes = new Set(token?.claims.scope.split(" "));
      const unmet = restrictions.filter(
        (restriction) => !holds(restriction, token, scopes, holdsPolicy),
      );
      if (unmet.length === 0) return operation;
      const key = unmet.map((restriction) => restrictions.indexOf(restriction)).join();
      let left = permitted.get(key);
      if (!left) {
        left = without(supergraph, operation, new Set(unmet));
        if (permitted.size >= MAX_PERMITTED) permitted.clear();
        permitted.set(key, left);
      }
      return left;
    },
  };
}

function holds(
  { isAuthenticated, scopes, policies }: Restriction,
  token: VerifiedToken | undefined,
  owned: ReadonlySet<string>,
  holdsPolicy: HoldsPolicy,
): boolean {
  const isAny = (lists: Restriction["scopes"], has: (name: string) => boolean): boolean =>
    lists.length === 0 || lists.some((list) => list.every(has));
  return (
    (!isAuthenticated || token !== undefined) &&
    isAny(scopes, (scope) => owned.has(scope)) &&
    isAny(policies, (policy) => holdsPolicy(policy, token))
  );
}

function without(
  supergraph: Supergraph,
  operation: KnownOperation,
  unmet: ReadonlySet<Restriction>,
): KnownOperation {
  const { schema } = supergraph;
  const isWithheld = (parent: GraphQLCompositeType, field: string): boolean => {
    const isIt = restrictionsIn(supergraph, parent, field).some((one) => unmet.has(one));
    if (isIt && operation.type === "subscription" && parent === schema.getSubscriptionType())
      throw refusal("UNAUTHORIZED_FIELD_OR_TYPE");
    return isIt;
  };
  return { ...operation, document: withhold(schema, operation.document, isWithheld) };
}

/** `__typename` and the schema are for everybody. */
function restrictionsIn(
  { restrictions, schema }: Supergraph,
  parent: GraphQLCompositeType,
  field: string,
): Restriction[] {
  return field.startsWith("__") ? [] : restrictionsOf(restrictions, schema, parent, field);
}

function eachField(
  { schema }: Supergraph,
  { document }: KnownOperation,
  onField: (parent: GraphQLCompositeType, field: string) => void,
): void {
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name }) {
        const parent = types.getParentType();
        if (parent) onField(parent, name.value);
      },
    }),
  );
}
