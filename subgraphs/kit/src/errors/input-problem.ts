import { GraphQLError } from "graphql";

import { UnreadableValue } from "../federation/scalars.js";
import { type HutongError, invalidInput } from "./hutong-error.js";

/**
 * What a scalar of ours could not read, such as a date, as the refusal of the field that it is in. The
 * hub knows no party's scalars, so a value that is none comes through to its party.
 */
export function inputProblem(error: unknown): HutongError | undefined {
  if (!(error instanceof GraphQLError)) return undefined;
  let unreadable: unknown = error;
  while (unreadable instanceof GraphQLError && !(unreadable instanceof UnreadableValue))
    unreadable = unreadable.originalError;
  if (!(unreadable instanceof UnreadableValue)) return undefined;
  const field = nameInDocument(unreadable) ?? nameInVariable(error.message);
  return field === undefined ? undefined : invalidInput({ [field]: unreadable.message });
}

/** The name that stands before a value in the document, past the values before it where it is in a list. */
function nameInDocument({ nodes }: GraphQLError): string | undefined {
  const loc = nodes?.[0]?.loc;
  return loc && /(\w+)\s*:\s*(?:\[[^\]]*)?$/.exec(loc.source.body.slice(0, loc.start))?.[1];
}

/** `lines[0].on` within the variable `$input`, and the variable's own name where that is the value. */
function nameInVariable(message: string): string | undefined {
  const [, variable] = /^Variable "\$(\w+)"/.exec(message) ?? [];
  const [, path] = / at "\w+\.([^"]+)"; [^;]*$/.exec(message) ?? [];
  return path ?? variable;
}
