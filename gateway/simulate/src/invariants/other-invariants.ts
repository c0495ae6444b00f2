import { readAll } from "../hub/pages.js";
import { shanghaiDate } from "../time.js";
import { each, type Invariant } from "./invariant.js";

export const winners: Invariant = {
  name: "winners",
  says: "never two accepted offers for one request, never two grabs of one task that hold",
  weekly: false,
  check: async (sim) => {
    const { hub, world } = sim;
    const requests = await readAll(
      hub,
      world.secretary,
      "helpRequests",
      "",
      "id number state acceptedOffer { id } offers { id state }",
    );
    const tasks = await readAll(
      hub,
      world.secretary,
      "dailyTasks",
      "",
      "id state grabs { id state }",
    );
    const ofRequests = each(
      requests,
      ({ id, number }) => `${number} ${id}`,
      function* (request) {
        const accepted = request.offers.filter(({ state }: any) => state === "ACCEPTED");
        if (accepted.length > 1) yield `${accepted.length} accepted offers`;
        if (accepted.length === 1 && accepted[0].id !== request.acceptedOffer?.id)
          yield "the accepted offer is not the one that it names";
        if (
          ["ACCEPTED", "ON_SITE", "ADVISED", "CONFIRMED"].includes(request.state) &&
          accepted.length === 0
        )
          yield `is ${request.state} without an accepted offer`;
      },
    );
    const ofTasks = each(
      tasks,
      ({ id }) => id,
      function* ({ state, grabs }) {
        const holding = grabs.filter((one: any) => one.state === "RUNNING" || one.state === "DONE");
        if (holding.length > 1) yield `${holding.length} winners`;
        if (state === "GRABBED" && holding.length === 0) yield "is grabbed by nobody";
      },
    );
    return {
      checked: ofRequests.checked + ofTasks.checked,
      broken: [...ofRequests.broken, ...ofTasks.broken],
    };
  },
};

export const penalties: Invariant = {
  name: "penalties",
  says: "no penalty and no reward without an agreement that was in force at the grab",
  weekly: false,
  check: async ({ hub, world }) => {
    const entries = await readAll(
      hub,
      world.secretary,
      "labourEntries",
      "",
      "id kind amountFen grab { at penaltyFen rewardFen agreement { state namesPlatform startsOn endsOn penaltyFen rewardFen } }",
    );
    return each(
      entries,
      ({ id }) => id,
      function* ({ kind, amountFen, grab }) {
        if (kind === "REVERSAL") return;
        const agreement = grab?.agreement;
        if (!agreement) return yield `a ${kind} of ${amountFen} fen without an agreement`;
        const on = shanghaiDate(Date.parse(grab.at));
        if (!["ACCEPTED", "EXPIRED"].includes(agreement.state) || !agreement.namesPlatform)
          yield `its agreement is ${agreement.state}`;
        if (on < agreement.startsOn || on > agreement.endsOn)
          yield `its agreement was not in force on ${on}`;
        const agreed = kind === "PENALTY" ? agreement.penaltyFen : agreement.rewardFen;
        if (Math.abs(amountFen) !== agreed) yield `${amountFen} fen where ${agreed} are agreed`;
      },
    );
  },
};

export const timers: Invariant = {
  name: "timers",
  says: "no party has given up a timer",
  weekly: true,
  check: async ({ hub, agenda }) => {
    const { parkedTimers, nextDue } = await hub.clock();
    const broken =
      parkedTimers > 0 ? [{ about: "timers", what: `${parkedTimers} were given up` }] : [];
    const late = nextDue !== null && nextDue < agenda.now;
    return {
      checked: 1,
      broken: late
        ? [...broken, { about: "timers", what: "one is due and has not fired" }]
        : broken,
    };
  },
};

export const told: Invariant = {
  name: "story",
  says: "every step that should go through did, and every one that should not was refused",
  weekly: false,
  check: async ({ mishaps, hub }) => ({ checked: hub.requests, broken: mishaps }),
};
