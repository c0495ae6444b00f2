import { HutongError } from "@hutong/kit";

/** The refusal of a step that does not lead on from the present state. */
export const illegal = (state: string, step: string): HutongError =>
  new HutongError("ILLEGAL_TRANSITION", {
    message: `${step} does not lead on from ${state}`,
    state,
  });
