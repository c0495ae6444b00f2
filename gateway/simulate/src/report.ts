import { unseenOf } from "./coverage.js";
import { casesOf } from "./invariants/cases.js";
import type { Checked } from "./invariants/invariants.js";
import { publishedRates, rateNames } from "./invariants/rates.js";
import { levels } from "./observer/predictions.js";
import type { Sim } from "./sim.js";
import { iso } from "./time.js";

interface RateText {
  readonly numerator: number;
  readonly denominator: number;
  readonly truncated: string | null;
  readonly rounded: string | null;
}

/** How a simulation went. */
export interface Report {
  readonly seed: number;
  readonly weeks: number;
  readonly from: string;
  readonly to: string;
  readonly seconds: number;
  readonly requests: number;
  readonly received: number;
  readonly open: number;
  readonly rates: Readonly<Record<string, RateText>>;
  readonly firms: readonly {
    readonly firm: string;
    readonly received: number;
    readonly [rate: string]: unknown;
  }[];
  readonly breaches: Readonly<Record<string, number>>;
  readonly escalations: Readonly<Record<string, number>>;
  readonly happened: Readonly<Record<string, number>>;
  /** What such a story should show and this one did not. */
  readonly unseen: readonly string[];
  readonly events: Readonly<Record<string, number>>;
  readonly expected: number;
  readonly invariants: readonly Checked[];
  /** How many invariants are broken, by so many things. */
  readonly broken: number;
}

const sorted = (counts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Gathers what is told at the end. */
export async function makeReport(
  sim: Sim,
  invariants: readonly Checked[],
  { seed, weeks, seconds }: { seed: number; weeks: number; seconds: number },
): Promise<Report> {
  const cases = await casesOf(sim);
  const { truncated, rounded, firms } = await publishedRates(sim);
  const breaches = new Map<string, number>();
  for (const { timeline } of cases)
    for (const { kind, note } of timeline)
      if (kind === "CLOCK_BREACHED") {
        const [words] = (note ?? "").split(" ");
        breaches.set(words!, (breaches.get(words!) ?? 0) + 1);
      }
  const climbed = cases.flatMap((one) => one.escalations);
  const escalations = Object.fromEntries(
    levels.map((level) => [level, climbed.filter((one) => one.level === level).length]),
  );
  const happened = sorted(sim.tally);
  return {
    seed,
    weeks,
    from: iso(sim.from),
    to: iso(sim.to),
    seconds,
    requests: sim.hub.requests,
    received: truncated.received,
    open: truncated.open,
    rates: Object.fromEntries(
      rateNames.map((name) => {
        const { numerator, denominator, text } = truncated[name];
        return [name, { numerator, denominator, truncated: text, rounded: rounded[name].text }];
      }),
    ),
    firms: firms.map(({ firm, rates }: any) => ({
      firm: firm.shortName,
      received: rates.received,
      ...Object.fromEntries(rateNames.map((name) => [name, rates[name].text])),
    })),
    breaches: sorted(breaches),
    escalations,
    happened,
    unseen: unseenOf(happened, escalations),
    events: sorted(sim.observer.counts),
    expected: sim.observer.expectations.total,
    invariants,
    broken: invariants.reduce((sum, { broken }) => sum + broken.length, 0),
  };
}

/** So many broken things are listed for each invariant. */
const listed = 20;

/** The report for people. */
export function toText(report: Report): string {
  const { rates, firms, breaches, escalations, happened, events, invariants, broken } = report;
  const row = (name: string, value: unknown): string => `  ${name.padEnd(38)}${String(value)}`;
  const counts = (of: Readonly<Record<string, number>>): string[] =>
    Object.entries(of).map(([name, count]) => row(name, count));
  return [
    `${report.weeks} weeks from ${report.from}, seed ${report.seed}: ${report.received} cases, ${report.open} open at the end`,
    `${report.requests} requests, ${report.expected} events foretold, ${report.seconds.toFixed(0)} s`,
    "",
    "The four rates 四率",
    ...Object.entries(rates).map(([name, { numerator, denominator, truncated, rounded }]) =>
      row(name, `${numerator}/${denominator}  ${truncated} truncated, ${rounded} rounded`),
    ),
    "",
    "By firm  (cases, response, completion, satisfaction, reporting)",
    ...firms.map(({ firm, received, ...of }) =>
      row(firm, [received, ...rateNames.map((name) => of[name] ?? "–")].join("  ")),
    ),
    "",
    "Breaches by clock 超时",
    ...counts(breaches),
    "",
    "Escalations by level 升级",
    ...counts(escalations),
    "",
    "What happened",
    ...counts(happened),
    "",
    "Events seen, by stream",
    ...counts(events),
    "",
    "Invariants",
    ...invariants.flatMap(({ name, says, checked, broken: found }) => [
      `  ${found.length === 0 ? "✓" : "✗"} ${name}: ${says} (${checked})`,
      ...found.slice(0, listed).map(({ about, what }) => `      ${about}: ${what}`),
      ...(found.length > listed ? [`      and ${found.length - listed} more`] : []),
    ]),
    "",
    ...(report.unseen.length > 0
      ? ["‼ NEVER SEEN IN THIS RUN 本次未出现:", ...report.unseen.map((what) => `    ${what}`), ""]
      : []),
    broken === 0 ? "No invariant is broken." : `${broken} broken.`,
  ].join("\n");
}
