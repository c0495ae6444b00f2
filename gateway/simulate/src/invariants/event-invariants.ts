import { casesOf } from "./cases.js";
import { each, type Invariant } from "./invariant.js";

/** The entries of a timeline that somebody's step on the case leaves, whoever took it. */
const steps = new Set([
  "FILED",
  "DISPATCHED",
  "RESPONDED",
  "STARTED",
  "RESOLVED",
  "VERIFIED",
  "CALLED_BACK",
  "CLOSED",
  "MERGED",
  "UNMERGED",
  "REJECTED",
  "OUT_OF_SCOPE",
  "RETURNED",
  "REOPENED",
  "SUSPENSION_REQUESTED",
  "SUSPENDED",
  "SUSPENSION_REFUSED",
  "RESUMED",
]);

const help = new Set([
  "HELP_ASKED",
  "HELP_OFFERED",
  "HELP_ACCEPTED",
  "HELP_WITHDRAWN",
  "EXPERT_ON_SITE",
  "EXPERT_ADVISED",
  "HELP_CONFIRMED",
]);

/** What must have been seen as often as it stands in the timeline: by which events, which entries. */
const pairs: readonly (readonly [
  what: string,
  events: readonly string[],
  is: (kind: string) => boolean,
])[] = [
  ["intake", ["REPORTED"], (kind) => kind === "REPORTED"],
  ["steps", ["ADVANCED", "DISPATCHED"], (kind) => steps.has(kind)],
  ["warnings", ["CLOCK_WARNING"], (kind) => kind === "CLOCK_WARNING"],
  ["breaches", ["CLOCK_BREACHED"], (kind) => kind === "CLOCK_BREACHED"],
  ["levels", ["ESCALATED"], (kind) => kind.startsWith("ESCALAT")],
  ["releases", ["DISCLOSED"], (kind) => kind === "DISCLOSED"],
  ["work orders", ["order"], (kind) => kind.startsWith("WORK_ORDER_")],
  ["cleaning", ["task"], (kind) => kind.startsWith("TASK_")],
  ["consultations", ["help"], (kind) => help.has(kind)],
];

export const seen: Invariant = {
  name: "events",
  says: "every change was seen live, once and in order: as many events as entries in the timeline",
  weekly: true,
  check: async (sim) => {
    const { observer } = sim;
    // What was joined to another case is told of that one's steps, too.
    const cases = (await casesOf(sim)).filter(
      ({ state, mergedNumbers }) => state !== "MERGED" && mergedNumbers.length === 0,
    );
    const finding = each(
      cases,
      ({ number, id }) => `${number} ${id}`,
      function* ({ id, timeline, state }) {
        const { events: counts, state: lastTold } = observer.caseOf(id);
        if (state !== lastTold) yield `is ${state}, and the last event told that it is ${lastTold}`;
        for (const [what, events, is] of pairs) {
          const told = events.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0);
          const written = timeline.filter(({ kind }) => is(kind)).length;
          if (told !== written) yield `${what}: ${told} events, ${written} entries`;
        }
      },
    );
    const lost = [...observer.expectations.lost].map(([about, times]) => ({
      about,
      what: `was to follow and did not come (${times})`,
    }));
    const faults = observer.faults.map(({ stream, what }) => ({ about: stream, what }));
    return { checked: finding.checked, broken: [...finding.broken, ...lost, ...faults] };
  },
};
