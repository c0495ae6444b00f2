import { DateTimeResolver, LocalDateResolver } from "graphql-scalars";
import { GraphQLError, GraphQLScalarType, type ValueNode } from "graphql";

/** A value that a scalar of ours could not read; the message is the rule that it breaks. */
export class UnreadableValue extends GraphQLError {}

function saying(scalar: GraphQLScalarType, rule: string): GraphQLScalarType {
  const read =
    <Args extends unknown[]>(
      parse: (...args: Args) => unknown,
      nodes?: (value: Args[0]) => ValueNode,
    ) =>
    (...args: Args): unknown => {
      try {
        return parse(...args);
      } catch {
        throw new UnreadableValue(rule, { nodes: nodes?.(args[0]) ?? null });
      }
    };
  return new GraphQLScalarType({
    ...scalar.toConfig(),
    parseValue: read(scalar.parseValue),
    parseLiteral: read(scalar.parseLiteral, (node) => node),
  });
}

/** The scalars of all parties. They say what a value must be like, which the field's refusal then tells. */
export const scalars = {
  DateTime: saying(DateTimeResolver, "must be a time like 2026-03-05T08:00:00+08:00"),
  LocalDate: saying(LocalDateResolver, "must be a day like 2026-03-05"),
} as const;
