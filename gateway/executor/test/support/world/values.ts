import { type FieldNode, Kind, parse, type SelectionSetNode } from "graphql";
import { Effects } from "./root-fields.js";
import { type Field, hash, SCALARS, type World, type Wrapping } from "./model.js";

/** An object of the world: its type, and what tells it from others of its type. */
export interface Thing {
  readonly __typename: string;
  readonly identity: string;
  /** What a subgraph was told of it: all it may compute required fields from. */
  readonly told?: Readonly<Record<string, unknown>>;
}

const INSTANCES = 3;

/** Says of every field of every object what it is; the same wherever it is asked. */
export class Values {
  private readonly fields = new Map<string, Field>();

  constructor(
    readonly world: World,
    private readonly effects = new Effects(),
  ) {
    const add = (type: string, fields: readonly Field[]): void => {
      for (const field of fields) this.fields.set(`${type}.${field.name}`, field);
    };
    add("Query", world.root);
    add("Mutation", world.mutations);
    add("Subscription", world.subscriptions);
    for (const { name, fields } of world.entities) add(name, fields);
    for (const { name, fields } of world.valueTypes) add(name, fields);
    for (const { name, members, objects } of world.interfaces) {
      const [member] = world.entities.filter((entity) => members.includes(entity.name));
      add(name, member!.fields);
      for (const type of [name, ...members]) {
        for (const { fields } of objects) add(type, fields);
      }
    }
  }

  fieldOf(type: string, name: string): Field | undefined {
    return this.fields.get(`${type}.${name}`);
  }

  /** The value of a field. @throws Error where it fails. */
  valueOf(thing: Thing, name: string, args: Readonly<Record<string, unknown>> = {}): unknown {
    if (name === "__typename") return thing.__typename;
    if (name === "ping") return 1;
    if (name === "id") return thing.identity;
    if (name === "code") return hash(thing.identity) % 100_000;
    if (name === "org") return { __typename: "Org", identity: `org-${thing.identity}` };
    if (name === "orgs") {
      const identities = [`org-${thing.identity}`, `org2-${thing.identity}`];
      return identities.map((identity) => ({ __typename: "Org", identity }));
    }
    const field = this.fieldOf(thing.__typename, name);
    if (!field) throw new Error(`There is no ${thing.__typename}.${name}.`);
    const given = args["x"] === undefined || args["x"] === null ? "" : JSON.stringify(args["x"]);
    const turn = thing.__typename === "Mutation" ? this.effects.next() : "";
    const seed = `${thing.identity}.${name}(${given})${turn}`;
    if (field.isFailing && hash(`${seed}!`) % 3 === 0) throw new Error(`${name} fails`);
    if (field.requires === undefined) return this.wrapped(field, field.wrapping, seed);
    const told = this.select(thing, selectionOf(field.requires));
    return this.computed(field, JSON.stringify(told));
  }

  /** What a subgraph makes of what it was told for a field that requires something. */
  computedFrom(field: Field, told: Readonly<Record<string, unknown>>): unknown {
    return this.computed(field, JSON.stringify(keep(told, selectionOf(field.requires!))));
  }

  /** The entity that a representation stands for. */
  find(representation: Readonly<Record<string, unknown>>): Thing | undefined {
    const { __typename: typename, id, code, org, orgs } = representation;
    const isOrg = (told: unknown, thing: Thing): boolean =>
      (told as { id?: unknown } | null)?.id === `org-${thing.identity}`;
    return this.instancesOf(String(typename)).find(
      (thing) =>
        (id === undefined || id === thing.identity) &&
        (code === undefined || code === this.valueOf(thing, "code")) &&
        (org === undefined || isOrg(org, thing)) &&
        (orgs === undefined || isOrg((orgs as unknown[])[0], thing)),
    );
  }

  private computed(field: Field, told: string): unknown {
    return this.wrapped(field, field.wrapping, told);
  }

  private wrapped(field: Field, { isNonNull, item }: Wrapping, seed: string): unknown {
    if (!isNonNull && hash(`${seed}?`) % 6 === 0) return null;
    if (!item) return this.named(field, seed);
    const length = hash(`${seed}#`) % 4;
    return Array.from({ length }, (_, index) => this.wrapped(field, item, `${seed}/${index}`));
  }

  private named({ named, homes, overridden }: Field, seed: string): unknown {
    const number = hash(seed);
    if (SCALARS.includes(named)) return scalar(named, number);
    if (this.world.valueTypes.some(({ name }) => name === named)) {
      return { __typename: named, identity: seed };
    }
    const types = this.possible(named, overridden ? [...homes, overridden.home] : homes);
    const instances = types.flatMap((type) => this.instancesOf(type));
    return instances[number % instances.length];
  }

  /** The types that all of a field's subgraphs can give for an abstract one. */
  private possible(named: string, homes: readonly number[]): readonly string[] {
    const union = this.world.unions.find(({ name }) => name === named);
    if (union) {
      const lists = homes.map((home) => union.members.get(home) ?? []);
      return lists[0]!.filter((name) => lists.every((list) => list.includes(name)));
    }
    return this.world.interfaces.find(({ name }) => name === named)?.members ?? [named];
  }

  private instancesOf(type: string): Thing[] {
    const members = this.world.interfaces.find(({ name }) => name === type)?.members ?? [type];
    return members.flatMap((name) =>
      Array.from({ length: INSTANCES }, (_, index) => ({
        __typename: name,
        identity: `${name}-${index}`,
      })),
    );
  }

  private select(thing: Thing, set: SelectionSetNode): Record<string, unknown> {
    const entries = fieldsOf(set, thing.__typename).map((node): [string, unknown] => {
      const value = this.valueOf(thing, node.name.value, argumentsOf(node));
      return [node.name.value, this.selectIn(value, node.selectionSet)];
    });
    return Object.fromEntries(entries);
  }

  private selectIn(value: unknown, set: SelectionSetNode | undefined): unknown {
    if (Array.isArray(value)) return value.map((item) => this.selectIn(item, set));
    return set && value !== null ? this.select(value as Thing, set) : value;
  }
}

/** The fields of a representation that a selection names, in its order. */
function keep(value: unknown, set: SelectionSetNode | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => keep(item, set));
  if (!set || typeof value !== "object" || value === null) return value ?? null;
  const { __typename: typename } = value as { __typename?: unknown };
  return Object.fromEntries(
    fieldsOf(set, typename).map(({ name, selectionSet }) => [
      name.value,
      keep((value as Record<string, unknown>)[name.value], selectionSet),
    ]),
  );
}

function scalar(named: string, number: number): unknown {
  switch (named) {
    case "Int":
      return number % 1000;
    case "Float":
      return (number % 1000) + 0.5;
    case "Boolean":
      return number % 2 === 0;
    case "Role":
      return ["ADMIN", "BUYER", "GUEST"][number % 3];
    case "Anything":
      return [{ __typename: "X", id: number % 7, list: [[null, "a"]] }, [1, [2]], "text", 0][
        number % 4
      ];
    default:
      return `${named.toLowerCase()}-${number % 1000}`;
  }
}

const parsed = new Map<string, SelectionSetNode>();

function selectionOf(text: string): SelectionSetNode {
  let set = parsed.get(text);
  if (!set) {
    const [operation] = parse(`{ ${text} }`, { noLocation: true }).definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(text);
    parsed.set(text, (set = operation.selectionSet));
  }
  return set;
}

/** The fields that a selection has for objects of a type. */
function fieldsOf({ selections }: SelectionSetNode, typename: unknown): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const isMeant = selection.typeCondition?.name.value === typename;
    return isMeant ? fieldsOf(selection.selectionSet, typename) : [];
  });
}

function argumentsOf(node: FieldNode): Record<string, unknown> {
  return Object.fromEntries(
    (node.arguments ?? []).map(({ name, value }) => [
      name.value,
      value.kind === Kind.INT ? Number(value.value) : undefined,
    ]),
  );
}
