import { setDomainClock } from "@hutong/kit";
import { afterAll, beforeAll, describe } from "vitest";

import { startTestTown, type TestTown } from "../kit/town.js";
import { garageBarrier } from "./case-1-garage-barrier.js";
import { liftPipe } from "./case-2-lift-pipe.js";
import { noFirm } from "./case-3-no-firm.js";
import { twoCalls } from "./case-4-two-calls.js";
import { ceilingLamp } from "./case-5-ceiling-lamp.js";
import { refusalLetter } from "./case-6-refusal-letter.js";
import { sevenOfTen } from "./case-7-seven-of-ten.js";
import { type Carrier, startCarrier } from "./carrier.js";
import { onStage } from "./stage.js";

let town: TestTown;
let carrier: Carrier;
beforeAll(async () => {
  carrier = await startCarrier();
  town = await startTestTown({ sms: carrier });
});
afterAll(async () => {
  setDomainClock();
  await town?.stop();
  await carrier.stop();
});

describe("the seven cases, by the parties' own roles", () => {
  const stage = onStage(() => town);
  liftPipe(stage);
  noFirm(stage);
  twoCalls(stage);
  ceilingLamp(stage);
  sevenOfTen(
    stage,
    () => town,
    () => carrier,
  );
  // These let days pass, for everybody.
  refusalLetter(stage);
  garageBarrier(stage);
});
