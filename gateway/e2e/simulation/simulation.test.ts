import {
  type Checked,
  checkEnd,
  type Report,
  simulate,
  type SimulateOptions,
  toText,
} from "@hutong/simulate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startTestTown, type TestTown } from "../kit/town.js";

type Sim = Parameters<NonNullable<SimulateOptions["beforeLastChecks"]>>[0];

const from = new Date("2026-03-02T00:00:00+08:00");
const longestMs = 1_800_000;

let town: TestTown;
/** What the invariants said of the town as it was, and of the town as somebody had broken it. */
let intact: readonly Checked[];
let report: Report;
let silenced: string;
let closed: string;

beforeAll(async () => {
  town = await startTestTown({ simulateFrom: from });
  report = await simulate({
    hub: town.url,
    weeks: 1,
    tickets: 8,
    seed: 7,
    beforeLastChecks: async (sim) => {
      intact = await checkEnd(sim);
      await breakTheWorld(sim);
    },
  });
}, longestMs);
afterAll(() => town?.stop());

/** Reports something where a firm is responsible, and sends it there. */
async function dispatchNew(title: string): Promise<string> {
  const { data: grids } = await town.ask(
    "grid-worker",
    "{ myGrids { communities { id firm { id } } } }",
  );
  const { id: community } = grids!["myGrids"]
    .flatMap(({ communities }: any) => communities)
    .find(({ firm }: any) => firm);
  const report = { community, title, description: title, category: "NOISE", publicPlace: "1 栋" };
  const reporter = { place: "1 栋 101 室", reporterName: "王秀英", reporterPhone: "13800001234" };
  const step = async (mutation: string, type: string, input: object): Promise<string> => {
    const { data, errors } = await town.ask(
      "grid-worker",
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`,
      { input },
    );
    expect(errors).toBeUndefined();
    return data![mutation].id;
  };
  const id = await step("reportComplaint", "ReportComplaintInput", { ...report, ...reporter });
  await step("fileComplaint", "FileComplaintInput", { complaint: id });
  return step("dispatchComplaint", "ComplaintStepInput", { complaint: id });
}

/** Closes one case and takes another one's timers away, behind the neighborhood's back; two days pass. */
async function breakTheWorld(sim: Sim): Promise<void> {
  silenced = await dispatchNew("清早敲墙");
  const em = town.subgraphs.get("neighborhood")!.orm.em.fork() as unknown as {
    execute: (sql: string, values: string[]) => Promise<unknown>;
  };
  await em.execute(
    "delete from timer where subject in (select id from case_clock where complaint_id = ? and kind = 'PUBLIC_RESOLVE')",
    [silenced],
  );
  closed = await dispatchNew("楼道灯不亮");
  await em.execute("update complaint set state = 'CLOSED' where id = ?", [closed]);
  const until = sim.agenda.now + 49 * 3_600_000;
  while (sim.agenda.now < until) sim.agenda.now = (await sim.hub.advance(until)).now;
}

describe("a week of the town", () => {
  it("plays through, and no invariant is broken", () => {
    expect(
      intact.flatMap(({ name, broken: found }) =>
        found.map(({ about, what }) => [name, about, what]),
      ),
    ).toEqual([]);
    const looked = Object.fromEntries(intact.map(({ name, checked }) => [name, checked]));
    expect(looked["owner"]).toBeGreaterThan(0);
    expect(looked["clocks"]).toBe(8);
    expect(looked["winners"]).toBeGreaterThan(0);
  });

  it("came in by more than one way, breached some clocks and climbed some levels", () => {
    const channels = Object.keys(report.happened).filter((name) => name.startsWith("channel "));
    expect(channels.length).toBeGreaterThan(2);
    expect(Object.values(report.breaches).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(
      0,
    );
    expect(report.escalations["PROJECT"]).toBeGreaterThan(0);
    expect(report.rates["response"]!.denominator).toBeGreaterThan(0);
  });
});

describe("the roles beside the cases", () => {
  it("train their crews, inspect every hydrant, and are found at two sites at once", () => {
    const { happened } = report;
    expect(happened["trainings"]).toBeGreaterThan(0);
    expect(happened["staff found at two sites"]).toBeGreaterThan(0);
    expect(happened["defects found by inspection"]).toBeGreaterThan(0);
    expect(happened["months with every hydrant effective"]).toBe(
      happened["defects found by inspection"],
    );
  });

  it("what a week is too short for is told to be missing, and what was seen is not", () => {
    expect(report.unseen).toContain("takeovers");
    expect(report.unseen).not.toContain("trainings");
    expect(toText(report)).toContain("NEVER SEEN IN THIS RUN");
  });
});

describe("a world that somebody has broken", () => {
  const about = (invariant: string, id: string): string[] =>
    report.invariants
      .find(({ name }) => name === invariant)!
      .broken.filter((found) => found.about.includes(id))
      .map(({ what }) => what);

  it("is told of by the case that was closed without a step", () => {
    expect(about("states", closed)).toEqual(["is CLOSED where its timeline ends with DISPATCHED"]);
  });

  it("is told of by the case whose clock can fire no more", () => {
    expect(about("clocks", silenced)).toContainEqual(
      expect.stringMatching(/^PUBLIC_RESOLVE was due .* and fired 0 times$/),
    );
  });
});
