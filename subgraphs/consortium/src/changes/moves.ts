import { HutongError } from "@hutong/kit";

/** Which step leads from where to where. */
export type Moves<State extends string, Step extends string> = Readonly<
  Record<Step, { readonly from: readonly State[]; readonly to: State }>
>;

/**
 * Where a step leads.
 * @throws HutongError `ILLEGAL_TRANSITION` when it does not lead on from the present state
 */
export function moved<State extends string, Step extends string>(
  what: string,
  moves: Moves<State, Step>,
  state: State,
  step: Step,
): State {
  const { from, to } = moves[step];
  if (from.includes(state)) return to;
  throw new HutongError("ILLEGAL_TRANSITION", {
    message: `A ${what} in state ${state} cannot ${step}`,
    state,
  });
}

/** The steps that lead on from a state. */
export const stepsFrom = <State extends string, Step extends string>(
  moves: Moves<State, Step>,
  state: State,
): Step[] => (Object.keys(moves) as Step[]).filter((step) => moves[step].from.includes(state));
