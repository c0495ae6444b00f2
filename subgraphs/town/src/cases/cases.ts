import type { CaseName } from "./cases.types.js";
import { ceilingLamp } from "./ceiling-lamp.js";
import { garageBarrier } from "./garage-barrier.js";
import { liftPipe, liftPipePrecedent, twoOffers } from "./lift-pipe.js";
import { noFirm } from "./no-firm.js";
import { refusalLetter } from "./refusal-letter.js";
import { sevenOfTen } from "./seven-of-ten.js";
import type { Shared, Story } from "./storyteller.js";
import { twoCalls } from "./two-calls.js";

/** Numbers the handwritten cases take, so that a demo can name them. */
export const reservedNumbers: ReadonlySet<number> = new Set([
  187, 501, 502, 503, 504, 505, 506, 507, 508,
]);

export interface Cases {
  readonly named: Readonly<Record<CaseName, Story>>;
  readonly all: readonly Story[];
}

export function tellCases(shared: Shared): Cases {
  const precedent = liftPipePrecedent(shared);
  const named = {
    garageBarrier: garageBarrier(shared),
    liftPipe: liftPipe(shared),
    noFirm: noFirm(shared),
    twoCalls: twoCalls(shared),
    ceilingLamp: ceilingLamp(shared),
    refusalLetter: refusalLetter(shared),
    sevenOfTen: sevenOfTen(shared),
  };
  return { named, all: [precedent, ...Object.values(named), twoOffers(shared)] };
}
