import {
  type ArgumentNode,
  type FieldNode,
  getNamedType,
  type GraphQLCompositeType,
  isCompositeType,
  isLeafType,
  isNonNullType,
  Kind,
  parseType,
  type ValueNode,
  type VariableDefinitionNode,
  valueFromASTUntyped,
  visit,
} from "graphql";
import type { ProjectionScope } from "../projection/compile.js";
import { collectFields } from "../projection/selection.js";

const AFTER = "after";
const CURSOR = "cursor";

/**
 * How a subscription is taken up where it was left. By convention its field has a nullable scalar
 * argument `after` and its events a scalar field `cursor`.
 */
export interface Resumable {
  /** The keys under which an event's data holds its cursor. */
  readonly path: readonly string[];
  /** The variable of ours that stands for the argument, whatever the client wrote there. */
  readonly variable: VariableDefinitionNode;
  /** Where the client itself wants to begin. */
  after(variables: Readonly<Record<string, unknown>>): string | undefined;
  /** The client's variable for that, where it is for nothing else. */
  readonly positionVariable: string | undefined;
  /** The field as the planner gets it: with our variable. */
  plannedArguments(field: FieldNode): readonly ArgumentNode[];
  /** What is asked for beside the client's selection. */
  readonly cursor: FieldNode;
}

/** Nothing when the subscription does not keep the convention. */
export function resumableOf({ parts, conditions, keys }: ProjectionScope): Resumable | undefined {
  const { schema, operation } = parts;
  const root = schema.getSubscriptionType();
  if (operation.operation !== "subscription" || !root) return undefined;
  const fields = collectFields(parts, conditions, root, [operation.selectionSet]);
  const field = [...fields.values()][0]?.[0];
  const definition = field && root.getFields()[field.name.value];
  if (!definition) return undefined;
  const argument = definition.args.find(({ name }) => name === AFTER);
  const type = getNamedType(definition.type);
  if (!argument || isNonNullType(argument.type) || !isLeafType(argument.type)) return undefined;
  if (!isCompositeType(type) || !hasCursor(type)) return undefined;

  const key = keys.keyOf(type, fieldNamed(CURSOR));
  const given = field.arguments?.find(({ name }) => name.value === AFTER)?.value;
  const name = freeName(operation.variableDefinitions ?? []);
  const variable = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } as const;
  return {
    path: [keys.keyOf(root, field), key],
    variable: {
      kind: Kind.VARIABLE_DEFINITION,
      variable,
      type: parseType(String(argument.type)),
    },
    after(variables) {
      const value = given && valueFromASTUntyped(given, variables);
      return typeof value === "string" ? value : undefined;
    },
    positionVariable: given && soleVariable(given, parts),
    plannedArguments: (planned) => [
      ...(planned.arguments ?? []).filter((one) => one.name.value !== AFTER),
      { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: AFTER }, value: variable },
    ],
    cursor: fieldNamed(CURSOR, key),
  };
}

function hasCursor(type: GraphQLCompositeType): boolean {
  const field = "getFields" in type ? type.getFields()[CURSOR] : undefined;
  if (!field || field.args.length > 0) return false;
  return isLeafType(isNonNullType(field.type) ? field.type.ofType : field.type);
}

function fieldNamed(name: string, key = name): FieldNode {
  const alias = key === name ? undefined : ({ kind: Kind.NAME, value: key } as const);
  return { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name }, alias };
}

function freeName(definitions: readonly VariableDefinitionNode[]): string {
  let name = "_after";
  while (definitions.some(({ variable }) => variable.name.value === name)) name += "_";
  return name;
}

/** A variable that decides more than the position makes another stream. */
function soleVariable(
  given: ValueNode,
  { operation, fragments }: ProjectionScope["parts"],
): string | undefined {
  if (given.kind !== Kind.VARIABLE) return undefined;
  const name = given.name.value;
  let uses = 0;
  for (const definition of [operation, ...fragments.values()]) {
    visit(definition, {
      VariableDefinition: () => false,
      Variable: (node) => void (node.name.value === name && uses++),
    });
  }
  return uses === 1 ? name : undefined;
}
