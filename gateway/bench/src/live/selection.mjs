// What an operation asks of an event, so that a subgraph without a GraphQL engine can give just that.
import { Kind, parse } from "graphql";

/** A function from an event's fields to the data of a subscription's result, as JSON text. */
export function answererOf(query, typeOf) {
  const document = parse(query);
  const fragments = new Map();
  let operation;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition.selectionSet);
    else operation = definition;
  }
  const fields = (selectionSet) =>
    selectionSet.selections.flatMap((selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT) return fields(selection.selectionSet);
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        return fields(fragments.get(selection.name.value));
      return [selection];
    });
  const pick = (selectionSet, value, type) => {
    const picked = {};
    for (const { alias, name, selectionSet: inner } of fields(selectionSet)) {
      const key = alias?.value ?? name.value;
      if (name.value === "__typename") picked[key] = type;
      else
        picked[key] = inner
          ? pick(inner, value[name.value], typeOf(name.value))
          : value[name.value];
    }
    return picked;
  };
  return (values) => JSON.stringify(pick(operation.selectionSet, values, "Subscription"));
}
