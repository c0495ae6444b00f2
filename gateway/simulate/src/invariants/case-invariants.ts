import { levels } from "../observer/predictions.js";
import { minute, second } from "../time.js";
import { casesOf, type RawCase } from "./cases.js";
import { each, type Invariant } from "./invariant.js";

const ended = new Set(["CLOSED", "MERGED", "REJECTED"]);
/** While somebody must be at work on a case. */
const atWork = new Set(["DISPATCHED", "RESPONDED", "IN_PROGRESS", "SUSPENDED", "RETURNED"]);
/** A timer has fired in time when it was there within so much. */
const grace = 5 * second;

const idOf = ({ number, id }: RawCase): string => `${number} ${id}`;

export const owned: Invariant = {
  name: "owner",
  says: "every open case has an owner, and a clock that runs or stands while somebody is at work on it",
  weekly: true,
  check: async (sim) => {
    const open = (await casesOf(sim)).filter(({ state }) => !ended.has(state));
    return each(open, idOf, function* ({ state, responsibleFirm, community, clocks }) {
      if (!responsibleFirm && !community.grid?.leader) yield "is nobody's";
      const counting = clocks.some(
        ({ kind, stoppedAt }) => kind === "PUBLIC_RESOLVE" && !stoppedAt,
      );
      if (atWork.has(state) && !counting) yield `is ${state} and no clock counts`;
      if (state === "SUSPENDED" && clocks.some((one) => !one.stoppedAt && one.state !== "PAUSED"))
        yield "is put off and a clock runs";
    });
  },
};

/** How the timeline calls the city's clocks. */
const words: Readonly<Record<string, string>> = {
  PUBLIC_RESPOND: "公共规则:响应",
  PUBLIC_RESOLVE: "公共规则:办结",
};

export const fired: Invariant = {
  name: "clocks",
  says: "every clock that was due has fired: its warning and its breach are on record once, in time",
  weekly: true,
  check: async (sim) => {
    const now = sim.agenda.now;
    return each(await casesOf(sim), idOf, function* ({ clocks, timeline, suspensions }) {
      for (const { kind, state, startedAt, dueAt, stoppedAt } of clocks) {
        // While it stands, what it says of its end is not true yet.
        if (state === "PAUSED" && !stoppedAt) continue;
        const due = Date.parse(dueAt);
        const started = Date.parse(startedAt);
        const end = stoppedAt ? Date.parse(stoppedAt) : now;
        const on = (entry: string): number[] =>
          timeline
            .filter((one) => one.kind === entry && one.note === words[kind])
            .map(({ at }) => Date.parse(at))
            // What the time before it has left may stand at its very start.
            .filter((at) => at > started);
        const breaches = on("CLOCK_BREACHED");
        if (end > due + grace && breaches.length !== 1)
          yield `${kind} was due ${dueAt} and fired ${breaches.length} times`;
        if (end <= due && breaches.length > 0) yield `${kind} fired though it was met`;
        if (breaches.some((at) => Math.abs(at - due) > grace)) yield `${kind} fired late`;
        // A pause moves the warning by as long as it lasted, which the case does not tell.
        if (suspensions.some(({ state }) => state !== "REFUSED" && state !== "REQUESTED")) continue;
        const warned = due - (due - started) / 4;
        const warnings = on("CLOCK_WARNING");
        if (end > warned + grace && warnings.length !== 1)
          yield `${kind} should have warned once at ${new Date(warned).toISOString()} and did ${warnings.length} times`;
        if (end <= warned && warnings.length > 0) yield `${kind} warned too early`;
      }
    });
  },
};

export const climbed: Invariant = {
  name: "escalations",
  says: "a case climbs from level to level in order, each step is on record, and comes down confirmed",
  weekly: true,
  check: async (sim) =>
    each(await casesOf(sim), idOf, function* ({ escalations, timeline, state }) {
      const recorded = timeline.filter(({ kind }) => kind === "ESCALATED").length;
      if (recorded !== escalations.length)
        yield `${escalations.length} levels, ${recorded} entries in the timeline`;
      let before: RawCase["escalations"][number] | undefined;
      for (const step of escalations) {
        const index = levels.indexOf(step.level as never);
        // One that came down confirmed, or was none of the firm's, may begin anew.
        const anew = !before || ["VERIFIED", "DROPPED"].includes(before.state);
        const least = step.firm ? 0 : levels.indexOf("CONSORTIUM");
        const expected = anew
          ? Math.max(least, 0)
          : Math.max(levels.indexOf(before!.level as never) + 1, least);
        if (index !== expected && !(anew && before && index > expected))
          yield `${step.level} was told where ${levels[expected]} was due`;
        before = step;
      }
      if (
        state === "CLOSED" &&
        escalations.some((one) => !["VERIFIED", "DROPPED"].includes(one.state))
      )
        yield "is closed, and a level has not confirmed it";
    }),
};

export const ordered: Invariant = {
  name: "work orders",
  says: "every dispatch to a firm with a service centre there has exactly one work order",
  weekly: true,
  check: async (sim) => {
    const since = new Map(
      sim.world.communities.flatMap(({ id, project }) =>
        project ? [[id, project.since] as const] : [],
      ),
    );
    // One that was joined to another is told of that one's dispatch.
    const cases = (await casesOf(sim)).filter(
      ({ community, state }) => since.has(community.id) && state !== "MERGED",
    );
    return each(cases, idOf, function* ({ community, timeline, workOrders }) {
      const spans = (workOrders ?? []).map(({ createdAt, closedAt }) => [
        Date.parse(createdAt),
        closedAt ? Date.parse(closedAt) : Infinity,
      ]);
      const dispatches = timeline.filter(
        ({ kind, at }) => kind === "DISPATCHED" && Date.parse(at) >= since.get(community.id)!,
      );
      for (const { at } of dispatches) {
        const moment = Date.parse(at);
        const orders = spans.filter(([from, to]) => from! <= moment && to! > moment).length;
        if (orders !== 1) yield `${orders} work orders for the dispatch of ${at}`;
      }
      if (spans.length > dispatches.length)
        yield `${spans.length} work orders for ${dispatches.length} dispatches`;
    });
  },
};

export const once: Invariant = {
  name: "calls",
  says: "every call is one case, however often it was sent on",
  weekly: false,
  check: async (sim) => {
    const cases = (await casesOf(sim)).filter(({ sourceRef }) => sourceRef);
    const byRef = Map.groupBy(cases, ({ channel, sourceRef }) => `${channel} ${sourceRef}`);
    const several = [...byRef].filter(([, same]) => same.length > 1);
    const { hotlineTickets } = await sim.hub.ask(
      sim.world.secretary,
      "{ hotlineTickets(first: 100, states: [LOGGED]) { edges { node { id number loggedAt } } } }",
    );
    const stuck = hotlineTickets.edges.filter(
      ({ node }: any) => Date.parse(node.loggedAt) < sim.agenda.now - minute,
    );
    return {
      checked: byRef.size,
      broken: [
        ...several.map(([ref, same]) => ({ about: ref, what: `is ${same.length} cases` })),
        ...stuck.map(({ node }: any) => ({ about: node.number, what: "never became a case" })),
      ],
    };
  },
};
