// The town
export { createTown } from "./town.js";
export type { TownOptions } from "./town.js";

// Its vocabulary
export { categories, photoScenes, skills } from "./types.js";
export type * from "./types.js";
export type * from "./owners/owners.types.js";

// Whom to sign in as
export { personas } from "./personas.js";

// Its pictures
export { photo } from "./photos/photo.js";
export type { Photo } from "./photos/photo.js";
