import type { Entity, Field, Interface, World, Wrapping } from "./model.js";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@requires", "@provides", "@external", "@shareable", "@override", "@inaccessible",
  "@interfaceObject"])`;

/** The schema of each subgraph of a world. */
export function sdlOf(world: World): { name: string; typeDefs: string }[] {
  return world.subgraphs.map((name, index) => ({
    name,
    typeDefs: [LINK, ...typesOf(world, index)].join("\n"),
  }));
}

function typesOf(world: World, home: number): string[] {
  const root = world.root.filter(({ homes }) => homes.includes(home));
  const others = { Mutation: world.mutations, Subscription: world.subscriptions };
  return [
    "enum Role { ADMIN BUYER GUEST }",
    "scalar Anything",
    "input In { n: Int role: Role list: [In!] }",
    "type Org @shareable { id: ID! }",
    ...world.valueTypes.map(
      ({ name, fields }) => `type ${name} @shareable { ${fields.map(plain).join(" ")} }`,
    ),
    ...world.entities.flatMap((entity) => entityOf(world, entity, home)),
    ...world.interfaces.flatMap((type) => interfaceOf(world, type, home)),
    ...world.unions.flatMap(({ name, members }) => {
      const own = members.get(home);
      return own ? [`union ${name} = ${own.join(" | ")}`] : [];
    }),
    `type Query { ping: Int @shareable ${root.map((field) => resolved(field, home)).join(" ")} }`,
    ...Object.entries(others).flatMap(([name, all]) => {
      const own = all.filter(({ homes }) => homes.includes(home));
      return own.length > 0 ? [`type ${name} { ${own.map(plain).join(" ")} }`] : [];
    }),
  ];
}

/** A subgraph knows those that its keys are made of. */
const KEY_FIELDS = {
  id: "id: ID! @shareable",
  code: "code: Int! @shareable",
  org: "org: Org! @shareable",
  orgs: "orgs: [Org!]! @shareable",
};

function entityOf(world: World, entity: Entity, home: number): string[] {
  const keys = entity.keys.get(home);
  if (!keys) return [];
  const parents = world.interfaces.filter(
    ({ homes, members }) => homes.includes(home) && members.includes(entity.name),
  );
  const implemented = parents.length > 0 ? `implements ${parents.map(nameOf).join(" & ")}` : "";
  const directives = keys.map(
    ({ fields, isResolvable }) =>
      `@key(fields: "${fields}"${isResolvable ? "" : ", resolvable: false"})`,
  );
  const externals = entity.externals.get(home);
  const fields = entity.fields.flatMap((field) => {
    if (field.homes.includes(home)) return [resolved(field, home)];
    if (field.overridden?.home === home) return [plain(field)];
    return externals?.has(field.name) ? [`${plain(field)} @external`] : [];
  });
  const keyFields = Object.entries(KEY_FIELDS).flatMap(([name, text]) =>
    keys.some((key) => key.fields.match(/\w+/g)!.includes(name)) ? [text] : [],
  );
  return [
    `type ${entity.name} ${implemented} ${directives.join(" ")} { ${[...keyFields, ...fields].join(" ")} }`,
  ];
}

function interfaceOf(world: World, type: Interface, home: number): string[] {
  const member = world.entities.find(({ name }) => name === type.members[0])!;
  if (type.homes.includes(home)) {
    const fields = type.fields.get(home)!.map((name) => plain(fieldOf(member.fields, name)));
    const key = type.objects.length > 0 ? '@key(fields: "id") { id: ID!' : "{";
    return [`interface ${type.name} ${key} ${fields.join(" ")} }`];
  }
  const object = type.objects.find((one) => one.home === home);
  if (!object) return [];
  const { fields, externals } = object;
  const known = [...member.fields, ...type.objects.flatMap((one) => one.fields)];
  return [
    `type ${type.name} @interfaceObject @key(fields: "id") { id: ID! ${[
      ...[...externals].map((name) => `${plain(fieldOf(known, name))} @external`),
      ...fields.map((field) => resolved(field, home)),
    ].join(" ")} }`,
  ];
}

const nameOf = ({ name }: { name: string }): string => name;

function fieldOf(fields: readonly Field[], name: string): Field {
  return fields.find((field) => field.name === name)!;
}

function resolved(field: Field, home: number): string {
  const { homes, overridden, requires, provides, isHidden } = field;
  return [
    plain(field),
    homes.length > 1 || field.isShared ? "@shareable" : "",
    requires === undefined ? "" : `@requires(fields: ${JSON.stringify(requires)})`,
    provides === undefined ? "" : `@provides(fields: "${providedBy(field)}")`,
    overridden && homes.includes(home) ? overrideOf(overridden) : "",
    isHidden ? "@inaccessible" : "",
  ].join(" ");
}

function providedBy({ provides, providesOn }: Field): string {
  return providesOn === undefined ? provides! : `... on ${providesOn} { ${provides} }`;
}

function overrideOf({ home, label }: NonNullable<Field["overridden"]>): string {
  const from = ["a", "b", "c", "d"][home]!;
  return `@override(from: "${from}"${label === undefined ? "" : `, label: "${label}"`})`;
}

function plain({ name, named, wrapping, argument }: Field): string {
  return `${name}${argument ? `(x: ${argument})` : ""}: ${typeOf(named, wrapping)}`;
}

function typeOf(named: string, { isNonNull, item }: Wrapping): string {
  return `${item ? `[${typeOf(named, item)}]` : named}${isNonNull ? "!" : ""}`;
}
