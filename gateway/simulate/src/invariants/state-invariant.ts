import { casesOf, type RawCase } from "./cases.js";
import { each, type Invariant } from "./invariant.js";

/** The states that entries of a timeline lead to; what else is in it leaves the state as it is. */
const states: Readonly<Record<string, string>> = {
  REPORTED: "RECEIVED",
  FILED: "FILED",
  DISPATCHED: "DISPATCHED",
  RESPONDED: "RESPONDED",
  STARTED: "IN_PROGRESS",
  RESOLVED: "RESOLVED",
  VERIFIED: "VERIFIED",
  CALLED_BACK: "CALLED_BACK",
  CLOSED: "CLOSED",
  MERGED: "MERGED",
  REJECTED: "REJECTED",
  OUT_OF_SCOPE: "OUT_OF_SCOPE",
  RETURNED: "RETURNED",
  SUSPENDED: "SUSPENDED",
  REOPENED: "REOPENED",
};

function stateAfter(timeline: RawCase["timeline"]): string {
  let state = "";
  let before = "";
  for (const { kind } of timeline) {
    if (kind === "UNMERGED" || (kind === "RESUMED" && state === "SUSPENDED")) state = before;
    const next = states[kind];
    // One that was joined to another is told of that one's steps.
    if (!next || state === "MERGED") continue;
    if (kind === "SUSPENDED" || kind === "MERGED") before = state;
    state = next;
  }
  return state;
}

export const stated: Invariant = {
  name: "states",
  says: "every case stands where the last step on record led it",
  weekly: true,
  check: async (sim) =>
    each(
      await casesOf(sim),
      ({ number, id }) => `${number} ${id}`,
      function* ({ state, timeline }) {
        const led = stateAfter(timeline);
        if (led !== state) yield `is ${state} where its timeline ends with ${led}`;
      },
    ),
};
