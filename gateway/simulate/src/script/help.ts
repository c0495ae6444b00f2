import { act, attempt, count, type Sim, until } from "../sim.js";
import { hour, iso, minute } from "../time.js";
import type { Firm } from "../world.js";
import type { Story } from "./case.js";
import { ops } from "./operations.js";
import type { Job } from "./work-order.js";

const skillOf: Readonly<Record<string, string>> = {
  WATER_LEAK: "PIPES",
  SEWAGE: "DRAINS",
  LIFT: "LIFT",
  GARAGE_BARRIER: "GARAGE_BARRIER",
  FACADE_FALLING: "CIVIL",
};

interface Offer {
  readonly id: string;
  readonly firm: Firm;
  readonly expert: Firm["experts"][number];
}

/** The repairer finds no cause: all firms are asked, several offer, one is chosen by two at once. */
export async function consult(sim: Sim, story: Story, job: Job | null): Promise<void> {
  const { agenda, observer, world } = sim;
  const { id, plan, random } = story;
  const { firm, project } = plan.community;
  const expect = (kind: string) => ({ expect: [`help:${kind}:${id}`] });
  if (job) {
    const input = { workOrder: job.id, reason: "查不出原因" };
    const needs = { expect: [`order:NEEDS_EXPERT:${id}`] };
    await act(sim, job.repairer, ops.needExpert, input, needs);
  }
  const ask = {
    complaint: id,
    summary: "反复处理仍未解决,查不出原因,请有经验的师傅帮忙看看",
    skills: [skillOf[plan.category] ?? "CIVIL"],
  };
  const { id: request } = await act(sim, project!.manager, ops.askAll, ask, expect("ASKED"));
  count(sim, "help requests");
  const offers: Offer[] = [];
  const others = world.firms.filter((one) => one !== firm && one.isActive);
  for (const other of random.sample(
    others,
    random.weighted([
      [0, 2],
      [1, 2],
      [2, 4],
      [3, 3],
      [4, 1],
    ]),
  )) {
    await agenda.work(random.int(5, 100) * minute);
    // The deadline may have passed meanwhile.
    if (!["BROADCAST", "OFFERED"].includes(observer.things.get(request)?.state)) break;
    const expert = random.pick(other.experts);
    const terms = {
      helpRequest: request,
      expert: expert.expertId,
      costFen: random.pick([0, 0, 8000]),
    };
    const arrival = iso(agenda.now + random.int(2, 20) * hour);
    const offered = { ...terms, earliestArrival: arrival };
    const { id: offer } = await act(sim, expert, ops.offer, offered, expect("OFFERED"));
    offers.push({ id: offer, firm: other, expert });
    count(sim, "offers");
  }
  if (offers.length > 1) count(sim, "help requests with several offers");
  await agenda.work(random.int(5, 60) * minute);
  const chosen =
    offers.length > 0
      ? await choose(sim, story, request, offers)
      : await direct(sim, story, request, others);
  if (!chosen) return;
  await insistPrivate(sim, story, offers, chosen);
  await agenda.work(random.int(1, 10) * hour);
  await act(sim, chosen.expert, ops.expertArrives, { helpRequest: request }, expect("ARRIVED"));
  await agenda.work(random.int(20, 200) * minute);
  const advice = { helpRequest: request, advice: "检查后更换老化部件,一周后复查" };
  await act(sim, chosen.expert, ops.advise, advice, expect("ADVISED"));
  await agenda.work(random.int(1, 12) * hour);
  await act(sim, project!.manager, ops.confirmHelp, { helpRequest: request }, expect("CONFIRMED"));
  if (job) {
    const resumed = { expect: [`order:RESUMED:${id}`] };
    await act(sim, project!.manager, ops.resumeOrder, { workOrder: job.id }, resumed);
    const there = { expect: [`order:ARRIVED:${id}`] };
    await act(sim, job.repairer, ops.arrive, { workOrder: job.id }, there);
  }
}

/** The firm and the secretariat choose at the same moment, not the same one if there are two. */
async function choose(
  sim: Sim,
  { id, plan, random }: Story,
  request: string,
  offers: readonly Offer[],
): Promise<Offer | null> {
  const { observer, world, hub } = sim;
  const first = random.pick(offers);
  const second = offers.find((one) => one !== first) ?? first;
  const outcomes = await Promise.all([
    attempt(
      () =>
        act(sim, plan.community.firm!.head, ops.acceptOffer, { offer: first.id }, { once: true }),
      "CONFLICT",
      "ILLEGAL_TRANSITION",
    ),
    attempt(
      () => act(sim, world.secretary, ops.acceptOffer, { offer: second.id }, { once: true }),
      "CONFLICT",
      "ILLEGAL_TRANSITION",
    ),
  ]);
  count(sim, "acceptances raced");
  const won = outcomes.filter(Boolean).length;
  if (won !== 1)
    sim.mishaps.push({ about: request, what: `${won} of two acceptances at once went through` });
  observer.expectations.expect(`help:ACCEPTED:${id}`, Math.max(1, won));
  const { helpRequest } = await hub.ask(
    world.secretary,
    "query ($id: ID!) { helpRequest(id: $id) { acceptedOffer { id } } }",
    { id: request },
  );
  return offers.find((one) => one.id === helpRequest.acceptedOffer?.id) ?? null;
}

/** Nobody has offered in time: the secretariat is told, and sends somebody. */
async function direct(
  sim: Sim,
  { id, random }: Story,
  request: string,
  others: readonly Firm[],
): Promise<Offer | null> {
  const { agenda, observer, world } = sim;
  const { deadlineAt } = observer.things.get(request) ?? {};
  if (!deadlineAt) return null;
  await agenda.work(Date.parse(deadlineAt) - agenda.now);
  observer.expectations.expect(`help:NO_OFFER:${id}`);
  await until(
    sim,
    `end of the time to offer for ${id}`,
    () => observer.things.get(request).state === "NO_OFFER",
  );
  await agenda.work(random.int(5, 60) * minute);
  const firm = random.pick(others);
  const expert = random.pick(firm.experts);
  const input = { helpRequest: request, expert: expert.expertId };
  await act(sim, world.secretary, ops.direct, input, { expect: [`help:DIRECTED:${id}`] });
  count(sim, "experts sent by the secretariat");
  return { id: "", firm, expert };
}

/** Who was chosen may read whom to visit; who offered and was not may not even see the case. */
async function insistPrivate(
  sim: Sim,
  { id }: Story,
  offers: readonly Offer[],
  chosen: Offer,
): Promise<void> {
  const { hub, observer, mishaps } = sim;
  await until(
    sim,
    `release of ${id}`,
    () => (observer.caseOf(id).events.get("DISCLOSED") ?? 0) > 0,
  );
  const reading = "query ($id: ID!) { complaint(id: $id) { reporter { name phone masked } } }";
  const { complaint } = await hub.ask(chosen.expert, reading, { id });
  if (complaint.reporter.masked)
    mishaps.push({ about: id, what: "the chosen expert does not see whom to visit" });
  for (const { expert } of offers) {
    if (expert.id === chosen.expert.id) continue;
    const { data, errors } = await hub.tryAsk(expert, reading, { id });
    const refused = errors?.[0]?.extensions?.code === "FORBIDDEN" && !data?.["complaint"];
    count(sim, "refusals of an identity");
    if (!refused)
      mishaps.push({
        about: id,
        what: `an expert who was not chosen can read ${JSON.stringify(data)}`,
      });
  }
}
