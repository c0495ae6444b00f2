import {
  type ASTNode,
  Kind,
  type OperationDefinitionNode,
  parseType,
  print,
  type VariableDefinitionNode,
  visit,
} from "graphql";
import {
  positionOf,
  type PreparedRequest,
  representationsName,
  type SentText,
  type Unit,
} from "./prepare.js";

/** The text that asks for these units alone: with their variables and fragments and no others. */
export function textFor(request: PreparedRequest, units: readonly Unit[]): SentText {
  const key = units.map(({ index }) => index).join(" ");
  const known = request.texts.get(key);
  if (known) return known;
  const { operation } = request;
  const used = usedBy(request, units);
  const definitions = (operation.variableDefinitions ?? []).filter((definition) =>
    used.variables.has(definition.variable.name.value),
  );
  const sent: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: operation.operation,
    ...(operation.name && { name: operation.name }),
    variableDefinitions: [...definitions, ...units.flatMap(ownVariables)],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: units.map(({ selection }) => selection),
    },
  };
  const fragments = [...used.fragments].flatMap((name) => request.fragments.get(name) ?? []);
  const text = {
    query: [sent, ...fragments].map(print).join("\n"),
    variables: definitions.map((definition) => definition.variable.name.value),
  };
  // Which operators are asked for what repeats itself; that it does is not for a client to decide.
  if (request.texts.size < MAX_TEXTS) request.texts.set(key, text);
  return text;
}

const MAX_TEXTS = 256;

function usedBy(request: PreparedRequest, units: readonly Unit[]) {
  const variables = new Set<string>();
  const fragments = new Set<string>();
  const look = (node: ASTNode): void => {
    visit(node, {
      Variable: ({ name }) => void variables.add(name.value),
      FragmentSpread({ name }) {
        if (fragments.has(name.value)) return;
        fragments.add(name.value);
        const fragment = request.fragments.get(name.value);
        if (fragment) look(fragment);
      },
    });
  };
  for (const { selection } of units) look(selection);
  return { variables, fragments };
}

function ownVariables(unit: Unit): VariableDefinitionNode[] {
  const position = positionOf(unit);
  return [
    ...(unit.kind === "entities" ? [define(representationsName(unit.index), "[_Any!]!")] : []),
    ...(position ? [define(...position)] : []),
  ];
}

function define(name: string, type: string): VariableDefinitionNode {
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
    type: parseType(type, { noLocation: true }),
  };
}
