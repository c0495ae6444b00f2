import type { Category, Grade } from "../complaints.types.js";
import type { Skill } from "../../firms/firms.types.js";
import type { PhotoScene } from "../../photos/photos.types.js";

/** Where in a community something happens; decides how much of the address is public. */
export type Where =
  | "ROOM"
  | "UNIT"
  | "BUILDING"
  | "GARAGE"
  | "GATE"
  | "GARDEN"
  | "ROAD"
  | "SHED"
  | "BINS"
  | "OFFICE";

/**
 * What residents say. Slots: {b} building, {u} unit, {f} floor, {n} a few, {d} days, {m} months,
 * {t} a time of day.
 */
export interface CategoryTexts {
  readonly category: Category;
  /** Share among all complaints. */
  readonly weight: number;
  readonly grades: readonly (readonly [Grade, number])[];
  readonly skills: readonly Skill[];
  readonly before: PhotoScene;
  readonly after: PhotoScene;
  /** Whether a contractor's cleaners are part of the answer. */
  readonly cleaning: boolean;
  /** Where it happened, title, description. */
  readonly complaints: readonly (readonly [Where, string, string])[];
  /** What the firm says when it takes the case. */
  readonly responses: readonly string[];
  /** What was done in the end. */
  readonly resolutions: readonly string[];
}
