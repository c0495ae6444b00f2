// The town
export { createTown } from "./town.js";
export type { TownOptions } from "./town.js";

// Its vocabulary
export { categories } from "./complaints/complaints.types.js";
export { skills } from "./firms/firms.types.js";
export { photoScenes } from "./photos/photos.types.js";
export type * from "./types.js";
export type * from "./cases/cases.types.js";
export type * from "./cleaning/cleaning.types.js";
export type * from "./complaints/complaints.types.js";
export type * from "./firms/firms.types.js";
export type * from "./help/help.types.js";
export type * from "./owners/owners.types.js";
export type * from "./people/people.types.js";
export type * from "./personas.types.js";
export type * from "./photos/photos.types.js";
export type * from "./places/places.types.js";
export type * from "./work/work.types.js";

// Whom to sign in as
export { personas } from "./personas.js";
export { createCast } from "./cast.js";

// Its pictures
export { photo } from "./photos/photo.js";
export type { Photo } from "./photos/photo.js";
