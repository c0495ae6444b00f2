import type { Choose } from "../random-operation.js";
import {
  type Entity,
  type Field,
  type Interface,
  type InterfaceObject,
  isKnownAt,
  type Key,
  KEYS,
  LIST_KEYS,
  SCALARS,
  type Union,
  type ValueType,
  type World,
  type Wrapping,
} from "./model.js";

/**
 * A random supergraph. Not every one composes: the composer has more rules than this knows.
 *
 * @param isWide - whether keys may have lists, and what is required or provided fragments. Without,
 * a stream of choices makes the world it made before there were these.
 */
export function randomWorld(choose: Choose, isWide = true): World {
  return new Generator(choose, isWide).run();
}

class Generator {
  private readonly subgraphs: string[];
  private readonly entities: Entity[];
  private interfaces: Interface[] = [];
  private unions: Union[] = [];
  private valueTypes: ValueType[] = [];

  private readonly keys: readonly string[];

  constructor(
    private readonly choose: Choose,
    private readonly isWide: boolean,
  ) {
    this.keys = isWide ? [...KEYS, ...LIST_KEYS] : KEYS;
    this.subgraphs = ["a", "b", "c", "d"].slice(0, 2 + choose(3));
    this.entities = this.times(1 + choose(4), (index) => this.entity(`T${index}`));
  }

  run(): World {
    this.valueTypes = this.times(1 + this.choose(2), (index) => ({
      name: `V${index}`,
      fields: this.times(1 + this.choose(3), (number) => this.leaf(`v${number}`)),
    }));
    this.interfaces = this.times(this.choose(3), (index) => this.interface(`N${index}`)).filter(
      (one) => one !== undefined,
    );
    this.unions = this.times(this.choose(2), (index) => this.union(`U${index}`));
    for (const entity of this.entities) {
      for (let index = this.choose(5) + 1; index > 0; index--) this.addField(entity);
    }
    for (const entity of this.entities) this.addRequirements(entity);
    const root = this.times(2 + this.choose(4), (index) => {
      const homes = this.homesFrom(this.all());
      return this.describe(`q${index}`, homes, true);
    });
    const { subgraphs, entities, interfaces, unions, valueTypes } = this;
    const others = { mutations: [], subscriptions: [] };
    return { subgraphs, entities, interfaces, unions, valueTypes, root, ...others };
  }

  private times<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }

  private pick<T>(list: readonly T[]): T {
    return list[this.choose(list.length)]!;
  }

  private all(): number[] {
    return this.subgraphs.map((_, index) => index);
  }

  private some(list: readonly number[]): number[] {
    const chosen = list.filter(() => this.choose(2) === 1);
    return chosen.length > 0 ? chosen : [this.pick(list)];
  }

  private entity(name: string): Entity {
    const homes = this.choose(3) === 0 ? this.all() : this.some(this.all());
    const main = this.choose(3) > 0 ? 0 : this.choose(this.keys.length);
    const keys = new Map(
      homes.map((home): [number, Key[]] => {
        const own = [{ fields: this.keys[main]!, isResolvable: this.choose(12) !== 1 }];
        if (this.choose(3) === 0) return [home, own];
        const other = { fields: this.pick(this.keys), isResolvable: this.choose(8) !== 1 };
        if (other.fields === own[0]!.fields) return [home, own];
        return [home, this.choose(2) ? [...own, other] : [other, ...own]];
      }),
    );
    return { name, keys, fields: [], externals: new Map() };
  }

  private interface(name: string): Interface | undefined {
    const members = this.entities.filter(() => this.choose(2) === 0);
    const homes = members
      .map(({ keys }) => [...keys.keys()])
      .reduce((shared, own) => shared.filter((home) => own.includes(home)), this.all());
    if (members.length === 0 || homes.length === 0) return undefined;
    const fields = new Map<number, string[]>();
    const chosen = this.some(homes);
    for (const [index, home] of chosen.entries()) {
      const field = { ...this.describe(`c${index}_${name}`, [home]), isFailing: false };
      for (const { fields: own } of members) own.push(field);
      fields.set(home, [field.name]);
    }
    return {
      name,
      members: members.map((member) => member.name),
      homes: chosen,
      fields,
      objects: this.interfaceObject(name, members, chosen, fields),
    };
  }

  /** Only an interface of one subgraph that resolves all members by `id` can be an object elsewhere. */
  private interfaceObject(
    name: string,
    members: readonly Entity[],
    [home, ...others]: readonly number[],
    fields: ReadonlyMap<number, readonly string[]>,
  ): InterfaceObject[] {
    const isKeyed = members.every(({ keys }) =>
      keys.get(home!)!.some((key) => key.fields === "id" && key.isResolvable),
    );
    const free = this.all().filter((index) => !members.some(({ keys }) => keys.has(index)));
    if (others.length > 0 || !isKeyed || free.length === 0 || this.choose(4) === 0) return [];
    const own = this.pick(free);
    const required = fields.get(home!)![0]!;
    const field = members[0]!.fields.find((candidate) => candidate.name === required)!;
    const added = this.times(1 + this.choose(2), (index) => this.leaf(`o${index}_${name}`, [own]));
    const requires = this.requiredSelection(field, own);
    if (requires === undefined || this.choose(2) === 0) {
      return [{ home: own, fields: added, externals: new Set() }];
    }
    const computed = { ...this.leaf(`r_${name}`, [own]), named: "String", requires };
    return [{ home: own, fields: [...added, computed], externals: new Set([required]) }];
  }

  private union(name: string): Union {
    const members = new Map<number, string[]>();
    for (const home of this.some(this.all())) {
      const known = this.entities.filter(({ keys }) => keys.has(home));
      const chosen = known.filter(() => this.choose(3) > 0).map((entity) => entity.name);
      if (chosen.length > 0) members.set(home, chosen);
    }
    return { name, members };
  }

  private addField(entity: Entity): void {
    const name = `f${entity.fields.length}`;
    const field = this.describe(name, this.homesFrom([...entity.keys.keys()]));
    const isPlain = field.homes.length === 1 && !field.provides;
    const others = [...entity.keys.keys()].filter((home) => !field.homes.includes(home));
    if (isPlain && others.length > 0 && this.choose(8) === 1) {
      const label = this.choose(2) ? { label: this.pick(["percent(50)", "beta"]) } : {};
      entity.fields.push({ ...field, overridden: { home: this.pick(others), ...label } });
    } else entity.fields.push({ ...field, isHidden: isPlain && this.choose(12) === 1 });
  }

  /** Only fields that came before are required, so that nothing needs itself. */
  private addRequirements(entity: Entity): void {
    const before = [...entity.fields];
    for (let count = this.choose(3); count > 0; count--) {
      const home = this.pick([...entity.keys.keys()]);
      const candidates = before.filter(
        (field) =>
          !field.homes.includes(home) && !field.isFailing && field.overridden?.home !== home,
      );
      if (candidates.length === 0) continue;
      // Whoever requires something has to be told it, and so to resolve the type.
      if (!entity.keys.get(home)!.some((key) => key.isResolvable)) continue;
      const needed = [this.pick(candidates), this.pick(candidates)];
      const parts = [...new Set(needed)].map((field) => [
        field,
        this.requiredSelection(field, home),
      ]);
      const usable = parts.filter(([, text]) => text !== undefined) as [Field, string][];
      if (usable.length === 0) continue;
      const names = entity.externals.get(home) ?? new Set<string>();
      entity.externals.set(home, names);
      for (const [{ name }] of usable) names.add(name);
      const requires = usable.map(([, text]) => text).join(" ");
      const field = { ...this.leaf(`r${entity.fields.length}`, [home]), named: "String", requires };
      entity.fields.push(field);
      if (this.choose(2)) before.push(field);
    }
  }

  private requiredSelection(field: Field, home: number): string | undefined {
    const argument = field.argument === "Int" && this.choose(2) ? `(x: ${this.choose(3)})` : "";
    const head = `${field.name}${argument}`;
    if (SCALARS.includes(field.named)) return head;
    const value = this.valueTypes.find(({ name }) => name === field.named);
    if (value) return `${head} { ${value.fields.map(({ name }) => name).join(" ")} }`;
    const entity = this.entities.find(({ name }) => name === field.named);
    const key = entity?.keys.get(home)?.[0];
    return key ? `${head} { ${key.fields} }` : this.requiredFragments(field, head, home);
  }

  /** What is required of each type behind an abstract one. */
  private requiredFragments({ named }: Field, head: string, home: number): string | undefined {
    const members = this.isWide ? this.membersAt(named, home) : [];
    const fragments = members.map(
      (member) => `... on ${member.name} { ${member.keys.get(home)![0]!.fields} }`,
    );
    return members.length > 0 ? `${head} { ${fragments.join(" ")} }` : undefined;
  }

  /** The entities that a subgraph knows behind an abstract type. */
  private membersAt(named: string, home: number): Entity[] {
    const union = this.unions.find(({ name }) => name === named);
    const type = this.interfaces.find(({ name }) => name === named);
    const names = union?.members.get(home) ?? (type?.homes.includes(home) ? type.members : []);
    return this.entities.filter(({ name, keys }) => names.includes(name) && keys.has(home));
  }

  private homesFrom(known: readonly number[]): number[] {
    const first = this.pick(known);
    return this.choose(5) === 1 ? [...new Set([first, this.pick(known)])] : [first];
  }

  private leaf(name: string, homes: readonly number[] = []): Field {
    const named = this.pick(SCALARS);
    return { name, named, wrapping: this.wrapping(this.choose(4) ? 0 : 2), homes };
  }

  /** A field of any type that all its subgraphs can give. */
  private describe(name: string, homes: readonly number[], isRoot = false): Field {
    const everywhere = (has: (home: number) => boolean): boolean => homes.every(has);
    const objects = [
      ...this.entities.filter(({ keys }) => everywhere((home) => keys.has(home))),
      ...this.interfaces.filter((one) => everywhere((home) => isKnownAt(one, home))),
      ...this.unions.filter(({ members }) => everywhere((home) => members.has(home))),
      ...this.valueTypes,
    ].map((type) => type.name);
    const argument = this.choose(4) === 1 ? this.pick(["Int", "Role", "In"] as const) : undefined;
    const isObject = objects.length > 0 && (isRoot || this.choose(2) === 1);
    const named = isObject ? this.pick(objects) : this.pick(SCALARS);
    const wrapping = this.wrapping(this.choose(3));
    const isFailing = homes.length === 1 && this.choose(10) === 1;
    const field = { name, named, wrapping, homes, ...(argument && { argument }) };
    return { ...field, ...(isFailing && { isFailing }), ...this.provided(field) };
  }

  private provided({ named, homes }: Field): Pick<Field, "provides" | "providesOn"> {
    const [home, ...others] = homes;
    const members = this.isWide ? this.membersAt(named, home!) : [];
    const entity =
      members.length > 0 ? this.pick(members) : this.entities.find(({ name }) => name === named);
    if (!entity || others.length > 0 || this.choose(3) !== 1) return {};
    const foreign = entity.fields.filter(
      (field) =>
        !field.homes.includes(home!) &&
        SCALARS.includes(field.named) &&
        !field.argument &&
        !field.overridden &&
        !field.requires &&
        !field.isFailing,
    );
    if (foreign.length === 0) return {};
    const chosen = this.pick(foreign);
    const { name: provides } = chosen;
    entity.fields[entity.fields.indexOf(chosen)] = { ...chosen, isShared: true };
    const names = entity.externals.get(home!) ?? new Set<string>();
    entity.externals.set(home!, names.add(provides));
    return { provides, ...(members.length > 0 && { providesOn: entity.name }) };
  }

  private wrapping(lists: number): Wrapping {
    const isNonNull = this.choose(3) === 1;
    return { isNonNull, item: lists > 0 && this.choose(2) ? this.wrapping(lists - 1) : null };
  }
}
