import type { Who } from "../hub/client.js";
import { act, count, randomOf, type Sim, until } from "../sim.js";
import { iso, minute } from "../time.js";
import { ops } from "./operations.js";
import type { PlannedCase } from "./plan.js";

/** A complaint that came in. */
export interface Taken {
  readonly id: string;
  /** Of the call that it came from, where it came by the hotline. */
  readonly ticket: string | null;
  /** Whose it is, where they have a sign-in. */
  readonly reporter: Who | null;
}

const taken = new WeakMap<Sim, Set<string>>();

/** Brings a complaint by its channel; null when it did not get through. */
export async function bringIn(sim: Sim, plan: PlannedCase): Promise<Taken | null> {
  const { hub, world, observer } = sim;
  const random = randomOf(sim, `intake/${plan.index}`);
  const { community, category, channel, title, publicPlace, place } = plan;
  const resident = random.pick(community.residents);
  const phone = `138${String(10_000_000 + plan.index * 7).slice(-8)}`;
  const words = {
    title,
    description: `${title},请尽快安排人来看看。`,
    category,
    publicPlace,
    place,
  };
  const told = { ...words, community: community.id, reporterName: resident.name };
  const expect = ["case:REPORTED"];
  count(sim, `channel ${channel}`);
  const report = async (who: Who, sourceRef?: string): Promise<string> => {
    const input = { ...told, channel, reporterPhone: phone, ...(sourceRef && { sourceRef }) };
    return (await act(sim, who, ops.report, input, { expect })).id;
  };
  /** The case that has just come in with these words, and is nobody's yet. */
  const appeared = async (): Promise<string | null> => {
    observer.expectations.expect("case:REPORTED");
    const mine = setOf(sim);
    const find = () =>
      [...observer.cases.values()].find((one) => one.title === title && !mine.has(one.id));
    return (await until(sim, `intake of ${title}`, () => find() !== undefined)) ? find()!.id : null;
  };

  const bring = async (): Promise<Omit<Taken, "reporter"> | null> => {
    switch (channel) {
      case "OWNER_PLATFORM":
        return { id: await report(resident), ticket: null };
      case "PATROL":
        return { id: await report(random.pick(community.workers)), ticket: null };
      case "OPEN311":
        return { id: await report(world.app, `O311-${plan.index}`), ticket: null };
      case "QR_CODE": {
        const form = { ...words, reporterName: resident.name, reporterPhone: phone };
        const receipt = await hub.form(community.reportPath, form);
        if (!receipt) throw new Error(`the form of ${community.name} took nothing in`);
        const id = await appeared();
        return id === null ? null : { id, ticket: null };
      }
      case "CITY_HOTLINE": {
        await importFile(sim, plan, [
          `12345-${plan.index}`,
          shanghaiMinute(sim.agenda.now),
          community.name,
          wordsOf[category]!,
          "",
          title,
          words.description,
          publicPlace,
          place,
          resident.name,
          phone,
        ]);
        const id = await appeared();
        return id === null ? null : { id, ticket: null };
      }
      case "HOTLINE": {
        const call = { ...told, callerName: resident.name, callerPhone: phone };
        const { reporterName: _name, ...input } = call;
        const clerk = random.pick(world.clerks);
        const key = `call-${sim.seed}-${plan.index}`;
        const ticket = await act(sim, clerk, ops.logTicket, { ...input, key });
        observer.expectations.expect(`ticket:LOG:${ticket.id}`);
        const id = await appeared();
        if (id === null) return null;
        observer.expectations.expect(`ticket:FORWARD:${ticket.id}`);
        return { id, ticket: ticket.id };
      }
    }
  };
  const result = await bring();
  if (!result) return null;
  setOf(sim).add(result.id);
  return { ...result, reporter: channel === "OWNER_PLATFORM" ? resident : null };
}

const setOf = (sim: Sim): Set<string> => {
  let mine = taken.get(sim);
  if (!mine) taken.set(sim, (mine = new Set()));
  return mine;
};

const columns = "单号,受理时间,小区,类别,等级,标题,内容,楼栋单元,详细位置,反映人,电话";

/** `2026-03-01 09:30`, by the clocks of Shanghai. */
const shanghaiMinute = (at: number): string =>
  iso(at + 480 * minute)
    .slice(0, 16)
    .replace("T", " ");

/** What the city hotline transferred, as the file that it sends; now and then one that has to be mended first. */
async function importFile(sim: Sim, plan: PlannedCase, cells: readonly string[]): Promise<void> {
  const good = row(cells);
  const send = async (rows: readonly string[], dryRun: boolean): Promise<any> => {
    const { importComplaints } = await sim.hub.ask(
      plan.community.leader,
      "mutation ($csv: String!, $dryRun: Boolean!) { importComplaints(csv: $csv, dryRun: $dryRun) { imported problems { line column } } }",
      { csv: [columns, ...rows, ""].join("\n"), dryRun },
    );
    return importComplaints;
  };
  if (plan.index % 2 === 0) {
    const bad = row(cells.with(0, `${cells[0]}-2`).with(2, "不存在的小区"));
    for (const dryRun of [true, false]) {
      const { imported, problems } = await send([good, bad], dryRun);
      if (imported !== 0 || problems.length !== 1 || problems[0].line !== 3)
        throw new Error(`12345: a bad row was told as ${imported} ${JSON.stringify(problems)}`);
    }
    count(sim, "files tried and refused whole");
  }
  const { imported, problems } = await send([good], false);
  if (imported !== 1) throw new Error(`12345: ${JSON.stringify(problems)}`);
}

const row = (cells: readonly string[]): string => cells.map((cell) => `"${cell}"`).join(",");

/** The categories as files write them. */
const wordsOf: Readonly<Record<string, string>> = {
  FIRM_INACTION: "物业不作为",
  STEWARD_UNRESPONSIVE: "管家未响应",
  LITTERING: "乱扔垃圾",
  FACILITY_DAMAGE: "设施损坏",
  ILLEGAL_PARKING: "违停",
  ILLEGAL_RENOVATION: "违规装修",
  LIFT: "电梯",
  WATER_LEAK: "漏水",
  SEWAGE: "污水管",
  GARAGE_BARRIER: "车库道闸",
  FACADE_FALLING: "外墙脱落",
  CHARGING_PILE: "充电桩",
  FEES: "物业费",
  NOISE: "噪音",
  DOGS: "养犬",
  DRAINS: "下水堵塞",
  OVERCHARGING: "多收费",
  ILLEGAL_CLASSES: "违规办班",
  FIRE_ACCESS: "消防通道",
};
