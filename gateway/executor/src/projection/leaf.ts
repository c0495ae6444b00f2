import { type GraphQLLeafType, isEnumType } from "graphql";
import type { Completer } from "./completer.js";

/**
 * How a scalar or an enum of the result is checked. Custom scalars are taken as they come: only
 * their subgraph knows what they may be.
 */
export function compileLeaf(type: GraphQLLeafType, label: string): Completer {
  if (isEnumType(type)) {
    const names = new Set(type.getValues().map((value) => value.name));
    return checked((value) => names.has(value as string), undefined, `an unknown value`, label);
  }
  const wrong = `a value that is no ${type.name}`;
  const serialize = (value: unknown): unknown => type.serialize(value);
  switch (type.name) {
    case "String":
    case "ID":
      return checked((value) => typeof value === "string", serialize, wrong, label);
    case "Boolean":
      return checked((value) => typeof value === "boolean", serialize, wrong, label);
    case "Float":
      return checked((value) => typeof value === "number", serialize, wrong, label);
    case "Int":
      return checked(
        (value) => (value as number) === ((value as number) | 0),
        serialize,
        wrong,
        label,
      );
    default:
      return (value) => value ?? null;
  }
}

/** `repair` gets what failed the check: graphql-js accepts, say, a number for an ID. */
function checked(
  isValid: (value: unknown) => boolean,
  repair: ((value: unknown) => unknown) | undefined,
  wrong: string,
  label: string,
): Completer {
  const message = `${label} was given ${wrong}.`;
  return (value, job) => {
    if (isValid(value)) return value;
    if (value === null || value === undefined) return null;
    if (repair) {
      try {
        return repair(value);
      } catch {
        // Reported below: graphql-js's own message would repeat the subgraph's value.
      }
    }
    job.rejects(message);
    return null;
  };
}
