import type { Actor } from "../complaints/actors.js";
import type { Scribe } from "../complaints/draft.js";
import type { History } from "../complaints/history.js";
import { textsOf } from "../complaints/texts/texts.js";
import { must } from "../must.js";
import { makeRandom } from "../random.js";
import type { Random } from "../random.js";
import { hour, minute, plus } from "../time.js";
import type { Expert } from "../firms/firms.types.js";
import type { HelpOffer, HelpRequest, HelpRequestState } from "./help.types.js";
import type { Lookup, World } from "../world.js";
import { advices, offerNotes, summaries } from "./texts.js";

/** With the two handwritten ones, 25. */
const states: readonly (readonly [HelpRequestState, number])[] = [
  ["DRAFT", 1],
  ["BROADCAST", 2],
  ["OFFERED", 1],
  ["ACCEPTED", 1],
  ["ON_SITE", 1],
  ["ADVISED", 1],
  ["CONFIRMED", 1],
  ["CLOSED", 12],
  ["NO_OFFER", 2],
  ["WITHDRAWN", 1],
];

/** A step's place: minutes before now while the case runs, shares of the time on site once it is solved. */
const livePlaces = {
  created: 400,
  broadcast: 390,
  offered: 330,
  accepted: 250,
  onSite: 120,
  advised: 45,
};
const freshPlaces = { ...livePlaces, created: 130, broadcast: 120, offered: 60 };
const pastPlaces = {
  created: 0.08,
  broadcast: 0.1,
  offered: 0.2,
  accepted: 0.4,
  onSite: 0.6,
  advised: 0.7,
};

/** How long firms have to answer. */
const answerWithin = 4 * hour;

export type HelpNumbers = () => string;

export function makeHelpNumbers(): HelpNumbers {
  let used = 0;
  return () => `HZ-2026-${String(++used).padStart(3, "0")}`;
}

export function makeHelpRequests(
  world: World,
  look: Lookup,
  scribe: Scribe,
  histories: readonly History[],
  number: HelpNumbers,
): HelpRequest[] {
  const random = makeRandom(world.seed, "help");
  const able = histories.filter(({ draft, startedAt }) => startedAt && summaries[draft.category]);
  const solved = random.shuffle(
    able.filter(
      ({ draft, plan }) =>
        draft.state === "CLOSED" && plan.delays.resolve > 1 && plan.grade !== "EMERGENCY",
    ),
  );
  const resolved = able.filter(({ draft }) => draft.state === "RESOLVED");
  const inProgress = able
    .filter(({ draft }) => draft.state === "IN_PROGRESS")
    .toReversed()
    .slice(1);
  const wanted = states.flatMap(([state, count]) => Array<HelpRequestState>(count).fill(state));
  const chosen = wanted.map((state) => {
    const pool =
      state === "CONFIRMED"
        ? resolved
        : ["CLOSED", "NO_OFFER", "WITHDRAWN"].includes(state)
          ? solved
          : inProgress;
    return [state, must(pool.pop(), `a complaint for a help request that is ${state}`)] as const;
  });
  // Numbered in the order they were asked, as the complaints are.
  return chosen
    .sort(([, a], [, b]) => a.draft.number.localeCompare(b.draft.number))
    .map(([state, history]) =>
      makeHelpRequest(random, world, look, scribe, history, state, number()),
    );
}

function makeHelpRequest(
  random: Random,
  world: World,
  look: Lookup,
  scribe: Scribe,
  history: History,
  state: HelpRequestState,
  number: string,
): HelpRequest {
  const { draft, plan, cast } = history;
  const firm = look.firmById(must(plan.community.firmId, "asking firm"));
  const manager = must(look.staff(plan.community, "PROJECT_MANAGER")[0], "project manager");
  const at = placesOf(world.now, history, state);
  const reached = (step: HelpRequestState) => order.indexOf(state) >= order.indexOf(step);
  const broadcast = state !== "DRAFT";
  const answered = reached("OFFERED");

  const asker: Actor = cast.staff("PROJECT_MANAGER");
  if (broadcast)
    scribe.note(draft, at.broadcast, "HELP_ASKED", asker, `会诊求助 ${number},已发至29家物业`);
  const experts = answered ? pickExperts(random, world, look, firm.id, draft.category) : [];
  const offers = experts.map((expert, i): HelpOffer => {
    const until = reached("ACCEPTED") ? at.accepted : world.now;
    const offeredAt = plus(at.offered, ((until.getTime() - at.offered.getTime()) * i) / 4);
    scribe.note(draft, offeredAt, "HELP_OFFERED", actorOf(look, expert), offerNotes[i]);
    return {
      id: random.id("hof"),
      firmId: expert.firmId,
      expertId: expert.id,
      earliestArrival: reached("ON_SITE")
        ? plus(at.onSite, -10 * minute)
        : plus(world.now, (2 + i) * hour),
      costFen: random.pick([0, 0, 0, 5_000, 8_000, 15_000]),
      note: random.pick(offerNotes),
      state: reached("ACCEPTED") ? (i === 0 ? "ACCEPTED" : "DECLINED") : "OPEN",
      offeredAt,
    };
  });
  const accepted = reached("ACCEPTED") ? offers[0] : undefined;
  if (accepted) {
    const expert = actorOf(look, experts[0]!);
    scribe.note(
      draft,
      at.accepted,
      "HELP_ACCEPTED",
      asker,
      `接受${expert.organisation}${expert.name}`,
    );
    scribe.note(
      draft,
      at.accepted,
      "DISCLOSED",
      cast.system,
      `地址与联系方式已向${expert.name}公开`,
    );
    if (reached("ON_SITE")) scribe.note(draft, at.onSite, "EXPERT_ON_SITE", expert);
    if (reached("ADVISED")) scribe.note(draft, at.advised, "EXPERT_ADVISED", expert);
    if (reached("CONFIRMED")) scribe.note(draft, at.confirmed, "HELP_CONFIRMED", asker);
  }
  return {
    id: random.id("hrq"),
    number,
    complaintId: draft.id,
    communityId: plan.community.id,
    askingFirmId: firm.id,
    askedByPersonId: manager.personId,
    askedByName: manager.name,
    summary: random.pick(must(summaries[draft.category], "summary")),
    category: draft.category,
    skills: textsOf(draft.category).skills,
    state,
    createdAt: at.created,
    offers,
    ...(broadcast
      ? { broadcastAt: at.broadcast, deadlineAt: plus(at.broadcast, answerWithin) }
      : {}),
    ...(accepted ? { acceptedOfferId: accepted.id } : {}),
    ...(reached("ON_SITE") ? { onSiteAt: at.onSite } : {}),
    ...(reached("ADVISED") ? { advisedAt: at.advised, advice: random.pick(advices) } : {}),
    ...(reached("CONFIRMED") ? { confirmedAt: at.confirmed } : {}),
    ...(reached("CLOSED") ? { closedAt: draft.closedAt } : {}),
  };
}

/** The way of a request that succeeds; the other two states stand before all of it. */
const order: readonly HelpRequestState[] = [
  "NO_OFFER",
  "WITHDRAWN",
  "DRAFT",
  "BROADCAST",
  "OFFERED",
  "ACCEPTED",
  "ON_SITE",
  "ADVISED",
  "CONFIRMED",
  "CLOSED",
];

function placesOf(now: Date, { draft, startedAt }: History, state: HelpRequestState) {
  const started = must(startedAt, "start");
  const end = draft.resolvedAt ?? now;
  const span = end.getTime() - started.getTime();
  if (draft.resolvedAt) {
    const at = (share: number) => plus(started, span * share);
    const { created, broadcast, offered, accepted, onSite, advised } = pastPlaces;
    return {
      created: at(created),
      broadcast: at(broadcast),
      offered: at(offered),
      accepted: at(accepted),
      onSite: at(onSite),
      advised: at(advised),
      confirmed: at(0.95),
    };
  }
  const places =
    state === "DRAFT" || state === "BROADCAST" || state === "OFFERED" ? freshPlaces : livePlaces;
  // A repairer who came late leaves less room; the order stays.
  const scale = Math.min(1, span / ((places.created + 5) * minute));
  const at = (minutesAgo: number) => plus(now, -minutesAgo * minute * scale);
  return {
    created: at(places.created),
    broadcast: at(places.broadcast),
    offered: at(places.offered),
    accepted: at(places.accepted),
    onSite: at(places.onSite),
    advised: at(places.advised),
    confirmed: now,
  };
}

function pickExperts(
  random: Random,
  world: World,
  look: Lookup,
  askingFirmId: string,
  category: HelpRequest["category"],
): Expert[] {
  const needed = textsOf(category).skills;
  const helpers = world.firms.filter(
    (firm) => firm.id !== askingFirmId && firm.standing === "GOOD",
  );
  return random
    .shuffle(helpers)
    .flatMap(
      (firm) =>
        look
          .experts(firm)
          .find((expert) => expert.skills.some((skill) => needed.includes(skill))) ?? [],
    )
    .slice(0, random.int(1, 3));
}

export function actorOf(look: Lookup, expert: Expert): Actor {
  return {
    name: expert.name,
    role: "EXPERT",
    organisation: look.firmById(expert.firmId).shortName,
  };
}
