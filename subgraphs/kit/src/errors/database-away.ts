import { DriverException } from "@mikro-orm/core";
import { GraphQLError } from "graphql";

/** SQLSTATE classes of a server that is going, coming or has no room: connections, operators, resources. */
const passing = /^(08|57P|53)/;

/**
 * Whether something failed because the database could not be reached, not because of what it was
 * asked: asked again later, the same succeeds.
 */
export function isDatabaseAway(error: unknown): boolean {
  const original = error instanceof GraphQLError ? error.originalError : error;
  if (!(original instanceof DriverException)) return false;
  // What the server itself refuses has a severity; what has none broke on the way to it.
  return !("severity" in original) || passing.test(original.code ?? "");
}
