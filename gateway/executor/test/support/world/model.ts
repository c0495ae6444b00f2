/**
 * A random supergraph as data: what types there are, which subgraph knows what of them, and by which
 * rules. `generate.ts` makes one, `sdl.ts` writes its subgraphs, `values.ts` says what every field is.
 */
export interface World {
  readonly subgraphs: readonly string[];
  readonly entities: readonly Entity[];
  readonly interfaces: readonly Interface[];
  readonly unions: readonly Union[];
  /** Plain objects, the same in every subgraph that uses them. */
  readonly valueTypes: readonly ValueType[];
  readonly root: readonly Field[];
  readonly mutations: readonly Field[];
  readonly subscriptions: readonly Field[];
}

/** How often a field's type is wrapped; `null` is the type itself. */
export type Wrapping = { readonly isNonNull: boolean; readonly item: Wrapping | null };

export interface Field {
  readonly name: string;
  readonly named: string;
  readonly wrapping: Wrapping;
  /** The type of its argument `x`. */
  readonly argument?: "Int" | "Role" | "In";
  /** The subgraphs that resolve it, by index. */
  readonly homes: readonly number[];
  /** A subgraph that still has the field though another has taken it over. */
  readonly overridden?: { readonly home: number; readonly label?: string };
  /** What its subgraph has to be told first: a selection of the type. */
  readonly requires?: string;
  /** What comes with the objects it gives, though their subgraph does not resolve it otherwise. */
  readonly provides?: string;
  /** The one type behind an abstract one that has what is provided. */
  readonly providesOn?: string;
  /** Whether a subgraph that does not resolve it may give it all the same. */
  readonly isShared?: boolean;
  readonly isHidden?: boolean;
  /** For some objects it fails. */
  readonly isFailing?: boolean;
}

export interface Key {
  readonly fields: string;
  readonly isResolvable: boolean;
}

export interface Entity {
  readonly name: string;
  /** By the index of the subgraph; where there is none, the subgraph does not know the type. */
  readonly keys: ReadonlyMap<number, readonly Key[]>;
  readonly fields: Field[];
  /** Fields of others that a subgraph mentions, by its index. */
  readonly externals: Map<number, Set<string>>;
}

export interface Interface {
  readonly name: string;
  readonly members: readonly string[];
  readonly homes: readonly number[];
  /** The names of its fields by subgraph; every member has them there. */
  readonly fields: ReadonlyMap<number, readonly string[]>;
  readonly objects: readonly InterfaceObject[];
}

/** A subgraph that knows an interface as if it were an object, and adds fields to all members. */
export interface InterfaceObject {
  readonly home: number;
  readonly fields: readonly Field[];
  readonly externals: ReadonlySet<string>;
}

/** Whether a subgraph knows an interface, as what it is or as an object. */
export function isKnownAt({ homes, objects }: Interface, home: number): boolean {
  return homes.includes(home) || objects.some((object) => object.home === home);
}

export interface Union {
  readonly name: string;
  readonly members: ReadonlyMap<number, readonly string[]>;
}

export interface ValueType {
  readonly name: string;
  readonly fields: readonly Field[];
}

export const SCALARS = ["Int", "String", "Float", "Boolean", "ID", "Role", "Anything"];

/** The key fields every entity has; a key of a subgraph is made of some of them. */
export const KEYS = ["id", "code", "id code", "org { id }", "code org { id }"];

/** Keys with a list, of which not every world makes use. */
export const LIST_KEYS = ["orgs { id }", "id orgs { id }"];

/** The same for equal texts, and well mixed. */
export function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
  return (state ^ (state >>> 13)) >>> 0;
}
