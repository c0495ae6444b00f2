import type { Choose } from "../random-operation.js";
import { type Field, type Interface, type InterfaceObject, SCALARS, type World } from "./model.js";

const PLAIN = { isNonNull: false, item: null };

/**
 * A world in which more is known of its interface objects: a field that gives another of them, a
 * second object that requires what the first has, and fields that provide something of one.
 */
export function withMoreObjects(world: World, choose: Choose): World {
  const interfaces = world.interfaces.map((type) => {
    const [first] = type.objects;
    if (!first) return type;
    const next: Field = {
      name: `next_${type.name}`,
      named: type.name,
      wrapping: { isNonNull: false, item: choose(3) === 0 ? PLAIN : null },
      homes: [first.home],
    };
    const second = secondObject(world, type, first, choose);
    const objects = [{ ...first, fields: [...first.fields, next] }, ...(second ? [second] : [])];
    return { ...type, objects };
  });
  return new Providing({ ...world, interfaces }, choose).run();
}

function secondObject(
  { subgraphs, entities }: World,
  { name, members, homes }: Interface,
  first: InterfaceObject,
  choose: Choose,
): InterfaceObject | undefined {
  const isFree = (home: number): boolean =>
    home !== first.home &&
    !homes.includes(home) &&
    !entities.some((entity) => members.includes(entity.name) && entity.keys.has(home));
  const free = subgraphs.map((_, index) => index).filter(isFree);
  if (free.length === 0) return undefined;
  const home = free[choose(free.length)]!;
  const own: Field = { name: `s_${name}`, named: "Int", wrapping: PLAIN, homes: [home] };
  const required = first.fields[choose(first.fields.length)]!;
  const computed: Field = {
    name: `rs_${name}`,
    named: "String",
    wrapping: PLAIN,
    homes: [home],
    requires: required.name,
  };
  return { home, fields: [own, computed], externals: new Set([required.name]) };
}

/** Lets fields that give interface objects provide what others know of them. */
class Providing {
  /** Names of fields, all different, that are given by those who do not resolve them. */
  private readonly shared = new Set<string>();
  /** By the interface and the home of an object. */
  private readonly externals = new Map<string, Set<string>>();

  constructor(
    private readonly world: World,
    private readonly choose: Choose,
  ) {}

  run(): World {
    const { root, entities, interfaces } = this.world;
    const provided = {
      root: root.map((field) => this.provide(field)),
      entities: entities.map((entity) => ({
        ...entity,
        fields: entity.fields.map((field) => this.provide(field)),
      })),
      interfaces: interfaces.map((type) => ({
        ...type,
        objects: type.objects.map((object) => ({
          ...object,
          fields: object.fields.map((field) => this.provide(field)),
        })),
      })),
    };
    const share = (fields: readonly Field[]): Field[] =>
      fields.map((field) => (this.shared.has(field.name) ? { ...field, isShared: true } : field));
    return {
      ...this.world,
      root: provided.root,
      entities: provided.entities.map((entity) => ({ ...entity, fields: share(entity.fields) })),
      interfaces: provided.interfaces.map((type) => ({
        ...type,
        objects: type.objects.map((object) => ({
          ...object,
          fields: share(object.fields),
          externals: new Set([
            ...object.externals,
            ...(this.externals.get(`${type.name}@${object.home}`) ?? []),
          ]),
        })),
      })),
    };
  }

  private provide(field: Field): Field {
    const [home, ...others] = field.homes;
    const type = this.world.interfaces.find(({ name }) => name === field.named);
    const object = type?.objects.find((one) => one.home === home);
    if (!type || !object || others.length > 0 || field.overridden || this.choose(2) === 0)
      return field;
    const member = this.world.entities.find(({ name }) => name === type.members[0])!;
    const own = [...type.fields.values()].flat();
    const candidates = [
      ...member.fields.filter(({ name }) => own.includes(name)),
      ...type.objects.filter((one) => one !== object).flatMap(({ fields }) => fields),
    ].filter(({ named, argument, requires }) => SCALARS.includes(named) && !argument && !requires);
    const chosen = candidates[this.choose(candidates.length || 1)];
    if (!chosen) return field;
    const place = `${type.name}@${home}`;
    this.externals.set(place, (this.externals.get(place) ?? new Set()).add(chosen.name));
    this.shared.add(chosen.name);
    return { ...field, provides: chosen.name };
  }
}
