import { HutongError } from "@hutong/kit";

/** Which step leads from where to where. */
export type Steps<Step extends string, State extends string> = Readonly<
  Record<Step, { readonly from: readonly State[]; readonly to: State }>
>;

/**
 * The state to which a step leads.
 * @throws HutongError `ILLEGAL_TRANSITION` when it does not lead on from the present one
 */
export function next<Step extends string, State extends string>(
  steps: Steps<Step, State>,
  state: State,
  step: Step,
): State {
  if (!steps[step].from.includes(state)) throw illegal(state, step);
  return steps[step].to;
}

/** The refusal of a step that does not lead on from the present state. */
export const illegal = (state: string, step: string): HutongError =>
  new HutongError("ILLEGAL_TRANSITION", {
    message: `${step} does not lead on from ${state}`,
    state,
  });
