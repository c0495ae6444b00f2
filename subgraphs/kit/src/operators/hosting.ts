import type { EntityClass } from "@mikro-orm/core";

import type { EventSource } from "../outbox/outbox-reader.js";

/** Whose data a server holds: of all operators, or of some of those that serve its subgraph. */
export interface Hosting {
  /** Undefined: of all. */
  readonly operators: readonly string[] | undefined;
  /** Whether something is to be found here, by an operator or an id; what carries no operator is. */
  readonly hosts: (id: string) => boolean;
}

const operatorPattern = /^[a-z]\d{2,4}$/;
const ulid = "[0-9A-HJKMNP-TV-Z]{26}";

/** @throws Error for what is no operator. */
export function hostingOf(operators: readonly string[] | undefined): Hosting {
  const wrong = operators?.find((operator) => !operatorPattern.test(operator));
  if (wrong !== undefined) throw new Error(`"${wrong}" is no operator: f07 would be one`);
  if (!operators) return { operators, hosts: () => true };
  const own = new RegExp(ownPattern(operators));
  return { operators, hosts: (id) => own.test(id) };
}

const ownPattern = (operators: readonly string[]): string =>
  `^(${operators.join("|")})$|^[a-z]+_(${operators.join("|")})_|^[a-z]+_${ulid}$`;

/** What of an entity tells whose it is. Default: its id, where it has one. */
export type OwnerColumns = Readonly<Record<string, string>>;

/**
 * Filters that show no query what is not hosted here: an operator that has moved to a server of its
 * own may have left rows behind.
 */
export function hostingFilters(
  { operators }: Hosting,
  entities: readonly EntityClass<object>[],
  columns: OwnerColumns,
): Record<string, { name: string; entity: string[]; cond: object; default: true }> {
  if (!operators) return {};
  const owned = new Map<string, string[]>();
  for (const { name } of entities) {
    const column = columns[name] ?? "id";
    owned.set(column, [...(owned.get(column) ?? []), name]);
  }
  return Object.fromEntries(
    [...owned].map(([column, entity]) => {
      const name = `hosted by ${column}`;
      const cond = { [column]: { $re: ownPattern(operators) } };
      return [name, { name, entity, cond, default: true }];
    }),
  );
}

/** Events that concern nothing of another operator's. */
export function hostedEvents(source: EventSource, { operators, hosts }: Hosting): EventSource {
  if (!operators) return source;
  return {
    async *read(topic, after) {
      for await (const event of source.read(topic, after)) {
        const named = Object.values(event.payload).filter((value) => typeof value === "string");
        // What is no id, such as a note, says nothing of an operator.
        if (named.every((value) => !carriesOperator.test(value) || hosts(value))) yield event;
      }
    },
  };
}

const carriesOperator = new RegExp(`^[a-z]+_[a-z]\\d{2,4}_${ulid}$`);
