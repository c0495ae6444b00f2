import { GraphQLError, Kind, type ValidationRule } from "graphql";

/** A client tells the parts of a result by their labels, so each stands once and for itself. */
export const deferLabels: ValidationRule = (context) => {
  const labels = new Set<string>();
  return {
    Directive(node) {
      if (node.name.value !== "defer") return;
      const label = node.arguments?.find(({ name }) => name.value === "label")?.value;
      if (!label || label.kind === Kind.NULL) return;
      const complain = (message: string): void =>
        context.reportError(new GraphQLError(message, { nodes: node }));
      if (label.kind !== Kind.STRING) complain("The label of a @defer has to be a plain string.");
      else if (labels.has(label.value)) complain(`The label "${label.value}" is used twice.`);
      else labels.add(label.value);
    },
  };
};
