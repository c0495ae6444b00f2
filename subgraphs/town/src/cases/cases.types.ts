/** The seven cases that really happened. */

import type { Bilingual } from "../types.js";

export type CaseName =
  | "garageBarrier"
  | "liftPipe"
  | "noFirm"
  | "twoCalls"
  | "ceilingLamp"
  | "refusalLetter"
  | "sevenOfTen";

/** One of the seven cases that really happened, told with invented names. */
export interface CaseStory {
  readonly complaintId: string;
  readonly number: string;
  readonly story: Bilingual;
}
