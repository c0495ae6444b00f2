import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { setDomainClock } from "@hutong/kit";
import { presentCursor, watch } from "@hutong/kit/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { askForCallBack, CallBackReason } from "../src/call-back/call-back.service.js";
import { CallBack } from "../src/call-back/call-back.entity.js";
import { Cleaner, RetirementReason } from "../src/crew/cleaner.entity.js";
import { SmsCode } from "../src/sms/sms-code.entity.js";
import { SmsDirection, SmsMessage } from "../src/sms/sms-message.entity.js";
import {
  createHttpGateway,
  createSimulatedCarrier,
  isSigned,
  signatureOf,
} from "../src/sms/sms.gateway.js";
import { defineCleaning } from "../src/subgraph.js";
import { CleaningTaskState } from "../src/task/task.state.js";
import { type Fixture, ids, people, type PersonName, startCleaning } from "./fixture.js";

const secret = "a-secret-of-the-carrier";
const carrier = createSimulatedCarrier(secret);
let fixture: Fixture;
beforeAll(async () => {
  fixture = await startCleaning({ definition: defineCleaning({ sms: carrier }) });
});
afterAll(() => fixture.subgraph.stop());
afterEach(() => setDomainClock());

let count = 0;
/** Sends what somebody typed, as the carrier does; gives the HTTP status. */
async function text(
  digits: string,
  {
    from = phones.cleaner,
    id = `carrier-${++count}`,
    at = new Date(),
    key = secret,
    to = fixture,
  } = {},
): Promise<number> {
  const body = JSON.stringify({ id, from, text: digits });
  const response = await fetch(new URL("/sms/incoming", to.subgraph.url), {
    method: "POST",
    headers: { "content-type": "application/json", ...signatureOf(body, key, at) },
    body,
  });
  return response.status;
}

/** The last answer that waits for, or was given to, the carrier. */
const lastAnswer = async (cleanerId = ids.cleaner): Promise<string> =>
  (
    await fixture.subgraph.orm.em
      .fork()
      .findOneOrFail(
        SmsMessage,
        { cleanerId, direction: SmsDirection.OUT },
        { orderBy: { id: "desc" } },
      )
  ).text;

const phones = { cleaner: "", mate: "" };
beforeEach(async () => {
  const em = fixture.subgraph.orm.em.fork();
  await em.execute("truncate sms_code, sms_message, call_back, check_in, cleaning_task");
  phones.cleaner = (await em.findOneOrFail(Cleaner, ids.cleaner)).phone;
  phones.mate = (await em.findOneOrFail(Cleaner, ids.mate)).phone;
});

const open = () => fixture.task(CleaningTaskState.OPEN);
const codeOf = async (task: string, cleanerId = ids.cleaner): Promise<string> =>
  (await fixture.subgraph.orm.em.fork().findOneOrFail(SmsCode, { cleanerId, task })).code;

describe("an SMS", () => {
  it("of one digit checks in the only open task, marked as what it is", async () => {
    const task = await open();
    expect(await text("1")).toBe(204);
    expect(await fixture.stored(task)).toMatchObject({ state: "DONE" });
    expect(await fixture.checkIns(task)).toMatchObject([
      { method: "SMS", verb: "DONE", proxyName: null, enteredBy: people.cleaner.sub },
    ]);
    expect(await lastAnswer()).toMatch(/已完成/);
  });

  it("of one digit is not guessed at when two tasks are open", async () => {
    const [one, other] = [await open(), await open()];
    await text("1");
    expect((await fixture.stored(one)).state).toBe("OPEN");
    expect((await fixture.stored(other)).state).toBe("OPEN");
    expect(await lastAnswer()).toMatch(/任务码/);
  });

  it("names one of several tasks by the code of the list, which it keeps", async () => {
    const [one, other] = [await open(), await open()];
    await text("0");
    const code = await codeOf(other);
    expect(await lastAnswer()).toContain(code);
    await text(`${code} 3`);
    await text(`${code}1`);
    expect((await fixture.stored(other)).state).toBe("DONE");
    expect((await fixture.stored(one)).state).toBe("OPEN");
    expect((await fixture.checkIns(other)).map(({ verb }) => verb)).toEqual(["ARRIVED", "DONE"]);
  });

  it("of who has left does nothing and is told so, even where the number went to somebody else", async () => {
    const task = await open();
    const em = fixture.subgraph.orm.em.fork();
    const cleaner = await em.findOneOrFail(Cleaner, ids.cleaner);
    cleaner.retire("2026-03-01", RetirementReason.RESIGNED);
    await em.flush();
    try {
      expect(await text("1")).toBe(204);
      expect((await fixture.stored(task)).state).toBe("OPEN");
      expect(await fixture.checkIns(task)).toEqual([]);
      expect(await lastAnswer()).toContain("已离职");
      await em.nativeUpdate(Cleaner, ids.mate, { phone: phones.cleaner });
      await fixture.task(CleaningTaskState.OPEN, { cleaner: ids.mate });
      await text("1");
      expect(await lastAnswer(ids.mate)).toMatch(/已完成/);
    } finally {
      await em.nativeUpdate(Cleaner, ids.mate, { phone: phones.mate });
      await em.nativeUpdate(Cleaner, ids.cleaner, { retiredOn: null, retirement: null });
    }
  });

  it("that the carrier delivers again is done once", async () => {
    const task = await open();
    const id = "delivered-again";
    expect(await Promise.all([text("3", { id }), text("3", { id }), text("3", { id })])).toEqual([
      204, 204, 204,
    ]);
    expect(await fixture.checkIns(task)).toHaveLength(1);
    expect(
      await fixture.subgraph.orm.em.fork().count(SmsMessage, { direction: SmsDirection.OUT }),
    ).toBe(1);
  });

  it("says why a task cannot be done", async () => {
    const task = await open();
    await text("2");
    expect(await lastAnswer()).toMatch(/21没工具/);
    expect((await fixture.stored(task)).state).toBe("OPEN");
    await text("22");
    expect((await fixture.stored(task)).state).toBe("CANNOT");
    expect(await fixture.checkIns(task)).toMatchObject([{ verb: "CANNOT", note: "锁着门" }]);
  });

  it("grabs what is nobody's, once", async () => {
    const task = await fixture.task(CleaningTaskState.OPEN, { cleaner: null });
    await Promise.all([text("4"), text("4", { from: phones.mate })]);
    const winner = (await fixture.stored(task)).cleaner?.id;
    expect([ids.cleaner, ids.mate]).toContain(winner);
    const answers = [await lastAnswer(ids.cleaner), await lastAnswer(ids.mate)];
    expect(answers.filter((answer) => answer.includes("归您了"))).toHaveLength(1);
  });

  it("undoes the last check-in for ten minutes, and no longer", async () => {
    const task = await open();
    await text("1");
    await text("5");
    expect((await fixture.stored(task)).state).toBe("OPEN");
    expect(await lastAnswer()).toMatch(/已撤销/);
    await text("1");
    setDomainClock({ start: new Date(Date.now() + 11 * 60_000), since: new Date(), speed: 1 });
    await text("5");
    expect((await fixture.stored(task)).state).toBe("DONE");
    expect(await lastAnswer()).toMatch(/没有可撤销/);
  });

  it("calls the leader, who sees it and notes the call; others do not", async () => {
    const follow = async (who: PersonName) =>
      watch(
        fixture.subgraph,
        people[who],
        "subscription ($after: String) { callBackChanged(after: $after) { kind callBack { id calledByName } } }",
        { after },
      );
    const after = await presentCursor(fixture.subgraph);
    const refused = await follow("cleaner");
    expect((await refused.next()).errors[0].extensions.code).toBe("FORBIDDEN");
    const [heard, sibling] = [await follow("leader"), await follow("siblingLeader")];
    await text("9");
    const ask = "{ callBacks { id reason cleaner { id } } }";
    const seen = await fixture.subgraph.ask(people.leader, ask);
    expect(seen.data?.["callBacks"]).toMatchObject([
      { reason: "ASKED", cleaner: { id: ids.cleaner } },
    ]);
    const { id } = seen.data!["callBacks"][0];
    const mark = "mutation ($id: ID!) { markCalled(id: $id) { calledByName } }";
    for (const who of [people.siblingLeader, people.cleaner, people.manager, people.otherLeader]) {
      expect((await fixture.subgraph.ask(who, ask)).data?.["callBacks"]).toEqual([]);
      const { errors } = await fixture.subgraph.ask(who, mark, { id });
      expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    }
    const { data } = await fixture.subgraph.ask(people.leader, mark, { id });
    expect(data?.["markCalled"]).toEqual({ calledByName: people.leader.name });
    expect((await fixture.subgraph.ask(people.leader, ask)).data?.["callBacks"]).toEqual([]);
    const told = [await heard.next(), await heard.next()];
    expect(told.map(({ kind }) => kind)).toEqual(["ASKED", "CALLED"]);
    expect(told[1].callBack).toEqual({ id, calledByName: people.leader.name });
    // The leader of the other crew hears of her own crew alone.
    const em = fixture.subgraph.orm.em.fork();
    const own = await em.findOneOrFail(Cleaner, ids.siblingLeader, { populate: ["crew"] });
    askForCallBack(em, own, CallBackReason.ASKED, new Date());
    await em.flush();
    expect(await sibling.next()).toMatchObject({ kind: "ASKED", callBack: { calledByName: null } });
    expect(
      (await fixture.subgraph.ask(people.siblingLeader, ask)).data?.["callBacks"],
    ).toHaveLength(1);
    await Promise.all([heard, sibling, refused].map(({ close }) => close()));
  });

  it("that cannot be understood twice in a row has somebody call back", async () => {
    const callBacks = () => fixture.subgraph.orm.em.fork().count(CallBack);
    await text("做完了");
    expect(await lastAnswer()).toMatch(/1做完/);
    await text("0");
    await text("88");
    expect(await callBacks()).toBe(0);
    await text("77");
    expect(await callBacks()).toBe(1);
    expect(await lastAnswer()).toMatch(/打电话/);
  });

  it("is answered in seventy characters at most, whatever the tasks are called", async () => {
    for (let i = 0; i < 9; i++) {
      await fixture.task(CleaningTaskState.OPEN, {
        title: "清理地下二层充电桩区域积水并设置防滑提示牌和隔离带",
        place: "12号楼东侧地下二层非机动车停车区",
      });
    }
    await text("0");
    const codes = await fixture.subgraph.orm.em.fork().find(SmsCode, { cleanerId: ids.cleaner });
    for (const { code } of codes) {
      await text(`${code}3`);
      await text(`${code}1`);
      await text("5");
      await text(`${code}23`);
    }
    const all = await fixture.subgraph.orm.em
      .fork()
      .find(SmsMessage, { direction: SmsDirection.OUT });
    expect(all.length).toBeGreaterThan(30);
    expect(Math.max(...all.map((sms) => sms.text.length))).toBeLessThanOrEqual(70);
  });

  it("from a number that is nobody's leaves no trace", async () => {
    expect(await text("1", { from: "13900000000" })).toBe(204);
    expect(await fixture.subgraph.orm.em.fork().count(SmsMessage)).toBe(0);
  });

  it("is refused unless the carrier signed it just now", async () => {
    const task = await open();
    expect(await text("1", { key: "another-secret" })).toBe(401);
    expect(await text("1", { at: new Date(Date.now() - 6 * 60_000) })).toBe(401);
    const unsigned = await fetch(new URL("/sms/incoming", fixture.subgraph.url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id: "x", from: phones.cleaner, text: "1" }),
    });
    expect(unsigned.status).toBe(401);
    expect((await fixture.stored(task)).state).toBe("OPEN");
  });

  it.each(["{", "[]", '{"id":"x"}', '{"id":"x","from":"13800000000","text":5}'])(
    "%s is no SMS",
    async (body) => {
      const response = await fetch(new URL("/sms/incoming", fixture.subgraph.url), {
        method: "POST",
        headers: { "content-type": "application/json", ...signatureOf(body, secret, new Date()) },
        body,
      });
      expect(response.status).toBe(400);
    },
  );

  it("is shown to the cleaner and the leader, and to nobody else", async () => {
    await text("0");
    const read = async (who: keyof typeof people) =>
      (
        await fixture.subgraph.ask(
          people[who],
          "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Cleaner { smsMessages { edges { node { direction text } } } } } }",
          { r: [{ __typename: "Cleaner", id: ids.cleaner }] },
        )
      ).data?.["_entities"][0]?.smsMessages ?? null;
    for (const who of ["cleaner", "leader"] as const) {
      expect((await read(who)).edges.map((edge: any) => edge.node.direction).toSorted()).toEqual([
        "IN",
        "OUT",
      ]);
    }
    for (const who of ["mate", "siblingLeader", "otherLeader", "manager", "gridWorker"] as const) {
      expect(await read(who)).toBeNull();
    }
  });
});

describe("an answer", () => {
  it("reaches the carrier once it can be reached, signed, under one id", async () => {
    const received: { id: string; to: string; text: string; key: unknown }[] = [];
    let broken = 1;
    let arrived = (): void => {};
    const taken = new Promise<void>((resolve) => (arrived = resolve));
    const http = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const body = Buffer.concat(chunks).toString();
        if (!isSigned(body, secret, request.headers)) return response.writeHead(401).end();
        received.push({ ...JSON.parse(body), key: request.headers["idempotency-key"] });
        response.writeHead(broken-- > 0 ? 503 : 200).end();
        if (broken < 0) arrived();
      });
    });
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    const { port } = http.address() as AddressInfo;
    const sms = createHttpGateway({ url: `http://127.0.0.1:${port}/`, secret });
    const own = await startCleaning({ definition: defineCleaning({ sms }) });
    try {
      await text("0", { to: own });
      const { id, text: answer } = await own.subgraph.orm.em
        .fork()
        .findOneOrFail(SmsMessage, { direction: SmsDirection.OUT });
      await taken;
      const first = { id, to: phones.cleaner, text: answer, key: id };
      expect(received).toEqual([first, first]);
    } finally {
      await own.subgraph.stop();
      http.closeAllConnections();
      http.close();
    }
  });
});
