import type { Sim } from "../sim.js";
import { shanghaiDate } from "../time.js";
import { casesOf, type RawCase } from "./cases.js";
import type { Invariant } from "./invariant.js";

export const rateNames = ["response", "completion", "satisfaction", "reporting"] as const;
export type RateName = (typeof rateNames)[number];

/** Numerator and denominator. */
type Fraction = readonly [number, number];
export type Fractions = Record<RateName, Fraction>;

/**
 * The four rates of some cases, from what each case says of itself: what is not the firm's duty is not
 * due to be answered or closed by it, and nothing is due before its time or while its clock stands.
 */
export function countRates(cases: readonly RawCase[], now: number): Fractions {
  const counted = cases.filter(({ state }) => state !== "MERGED" && state !== "REJECTED");
  const own = counted.filter(
    ({ state, outOfScopeAt }) => !outOfScopeAt && state !== "OUT_OF_SCOPE",
  );
  const due = (kind: string, isDone: (one: RawCase) => boolean): RawCase[] =>
    own.filter((one) => {
      const clock = one.clocks.find((known) => known.kind === kind);
      if (!clock || clock.state === "PAUSED") return false;
      return isDone(one) || Date.parse(clock.dueAt) <= now;
    });
  const respond = ({ clocks }: RawCase) => clocks.find(({ kind }) => kind === "PUBLIC_RESPOND")!;
  const answerable = due("PUBLIC_RESPOND", (one) => respond(one).stoppedAt !== null);
  const closable = due("PUBLIC_RESOLVE", ({ closedAt }) => closedAt !== null);
  const asked = counted.filter(({ satisfied }) => satisfied !== null);
  const outside = counted.filter((one) => !own.includes(one));
  const count = (list: readonly RawCase[], is: (one: RawCase) => boolean): Fraction => [
    list.filter(is).length,
    list.length,
  ];
  return {
    response: count(answerable, (one) => {
      const { stoppedAt, dueAt } = respond(one);
      return stoppedAt !== null && Date.parse(stoppedAt) <= Date.parse(dueAt);
    }),
    completion: count(closable, ({ closedAt }) => closedAt !== null),
    satisfaction: count(asked, ({ satisfied }) => satisfied === true),
    reporting: count(outside, ({ outOfScopeReported }) => outOfScopeReported === true),
  };
}

const rate = "{ numerator denominator text }";
const rates = `response ${rate} completion ${rate} satisfaction ${rate} reporting ${rate}`;

/** What the consortium publishes for the time of the story. */
export async function publishedRates(sim: Sim): Promise<Record<string, any>> {
  const { hub, world, from, agenda } = sim;
  return hub.ask(
    world.secretary,
    `query ($from: LocalDate!, $to: LocalDate!) {
      truncated: rates(from: $from, to: $to) { received open ${rates} }
      rounded: rates(from: $from, to: $to, rounding: HALF_UP) { ${rates} }
      firms: rateRanking(from: $from, to: $to, by: FIRM, first: 100) { rank firm { id shortName } rates { received ${rates} } } }`,
    { from: shanghaiDate(from), to: shanghaiDate(agenda.now) },
  );
}

/** The consortium follows the cases; it is a moment behind at most. */
const patienceMs = 20_000;

export const ratesAgree: Invariant = {
  name: "rates",
  says: "the published rates are those of the cases, in all and for each firm",
  weekly: true,
  check: async (sim) => {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const broken = await disagreements(sim);
      if (broken.length === 0 || Date.now() > deadline)
        return { checked: (1 + sim.world.firms.length) * rateNames.length, broken };
      await sim.observer.expectations.change(500);
    }
  },
};

async function disagreements(sim: Sim) {
  const [cases, published] = [await casesOf(sim), await publishedRates(sim)];
  const broken: { about: string; what: string }[] = [];
  const compare = (about: string, mine: readonly RawCase[], theirs: any): void => {
    const counted = countRates(mine, sim.agenda.now);
    for (const name of rateNames) {
      const { numerator, denominator } = theirs[name];
      const [n, d] = counted[name];
      if (n !== numerator || d !== denominator)
        broken.push({
          about,
          what: `${name}: ${numerator}/${denominator} published, ${n}/${d} by the cases`,
        });
    }
  };
  compare("all", cases, published["truncated"]);
  for (const { firm, rates: theirs } of published["firms"])
    compare(
      firm.shortName,
      cases.filter(({ responsibleFirm }) => responsibleFirm?.id === firm.id),
      theirs,
    );
  return broken;
}
