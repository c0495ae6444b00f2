import { type GraphQLLeafType, isEnumType } from "graphql";
import { type Completer, NULL } from "./completer.js";
import { hiddenValuesOf } from "./hidden.js";
import type { ProjectionJob } from "./job.js";

/**
 * How a scalar or an enum of the result is checked. Custom scalars are taken as they come: only
 * their subgraph knows what they may be.
 *
 * @param isNonNull - whether a value that clients do not see has to be told as an error.
 */
export function compileLeaf(type: GraphQLLeafType, label: string, isNonNull: boolean): Completer {
  if (isEnumType(type)) {
    const texts = new Map(type.getValues().map(({ name }) => [name, JSON.stringify(name)]));
    if (!isNonNull) for (const name of hiddenValuesOf(type)) texts.set(name, NULL);
    return checked((value) => texts.get(value as string), undefined, `an unknown value`, label);
  }
  const wrong = `a value that is no ${type.name}`;
  const repair = (value: unknown): unknown => type.serialize(value);
  switch (type.name) {
    case "String":
    case "ID":
      return checked(textOfString, repair, wrong, label);
    case "Boolean":
      return checked(textOfBoolean, repair, wrong, label);
    case "Float":
      return checked(textOfFloat, repair, wrong, label);
    case "Int":
      return checked(textOfInt, repair, wrong, label);
    default:
      return (value, job) => textOfString(value, job) ?? JSON.stringify(value ?? null);
  }
}

/** The text of a value that is as it should be. */
type TextOf = (value: unknown, job: ProjectionJob) => string | undefined;

/** What has to be escaped, half a surrogate pair included; a whole pair is taken along. */
// eslint-disable-next-line no-control-regex
const SPECIAL = /["\\\u0000-\u001f\ud800-\udfff]/;

const textOfString: TextOf = (value, job) => {
  if (typeof value !== "string") return undefined;
  return job.hasPlainStrings || !SPECIAL.test(value) ? `"${value}"` : JSON.stringify(value);
};

const textOfBoolean: TextOf = (value) =>
  value === true ? "true" : value === false ? "false" : undefined;

const textOfFloat: TextOf = (value) => (Number.isFinite(value) ? String(value) : undefined);

// An object that cannot be made a number would throw at the arithmetic.
const textOfInt: TextOf = (value) =>
  typeof value === "number" && value === (value | 0) ? String(value) : undefined;

/** `repair` gets what failed the check: graphql-js accepts, say, a number for an ID. */
function checked(
  textOf: TextOf,
  repair: ((value: unknown) => unknown) | undefined,
  wrong: string,
  label: string,
): Completer {
  const message = `${label} was given ${wrong}.`;
  return (value, job) => {
    const text = textOf(value, job);
    if (text !== undefined) return text;
    if (value === null || value === undefined) return NULL;
    if (repair) {
      try {
        return JSON.stringify(repair(value));
      } catch {
        // Reported below: graphql-js's own message would repeat the subgraph's value.
      }
    }
    job.rejects(message);
    return NULL;
  };
}
