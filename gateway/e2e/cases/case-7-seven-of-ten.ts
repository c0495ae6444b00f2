import { createHmac, randomUUID } from "node:crypto";

import { expect, it } from "vitest";

import type { TestTown } from "../kit/town.js";
import type { Carrier } from "./carrier.js";
import {
  committeeOf,
  communityOf,
  crewOf,
  dayFromNow,
  managerOf,
  residentOf,
  type Stage,
} from "./stage.js";

/**
 * The contract says ten cleaners, seven come. One of them was trained and cannot work the app, one has a
 * phone that cannot run it.
 */
export function sevenOfTen(
  { ok, doing, refused, hidden, eventually, upload }: Stage,
  town: () => TestTown,
  carrier: () => Carrier,
): void {
  it("7: promised, registered and present stand side by side, and who is not registered costs nothing", async () => {
    const { id: community } = communityOf("ZTL");
    const committee = committeeOf("ZTL");
    const resident = residentOf("ZTL");
    const manager = managerOf("f01");
    const crew = crewOf("ZTL");
    const bySms = crew.cleaners.find(({ name }) => name === "孙菊香")!;
    const byProxy = crew.cleaners.find(({ name }) => name === "吴桂英")!;
    const byPhoto = crew.cleaners.find((one) => ![bySms, byProxy].includes(one))!;
    const stranger = crewOf("SAXC").cleaners[0]!;

    const headcount = async (who: Parameters<typeof ok>[0]) =>
      (
        await ok(
          who,
          "query ($id: ID!) { community(id: $id) { headcount { post contracted registered present seen } } }",
          { id: community },
        )
      )["community"].headcount.find(({ post }: any) => post === "CLEANER");
    expect(await headcount(committee)).toMatchObject({ contracted: 10, registered: 7 });
    const { present: before } = await headcount(committee);

    // What a resident reports becomes work for three of the crew.
    const { id: complaint } = await doing(resident, "reportComplaint", {
      community,
      title: "楼道没人打扫",
      description: "合同写着十个保洁,天天只见七个,3号楼一周没扫",
      category: "LITTERING",
      publicPlace: "3号楼",
      place: "3号楼1单元401室",
      reporterName: resident.name,
      reporterPhone: "13800002222",
    });
    await doing("grid-worker", "fileComplaint", { complaint });
    await doing("grid-worker", "dispatchComplaint", { complaint });
    const writing = (floor: number) => ({
      complaint,
      contractor: crew.contractor,
      title: `清扫3号楼${floor}单元`,
      place: `3号楼${floor}单元`,
      dueAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    });
    expect(await refused(managerOf("f05"), "createCleaningTask", writing(1))).toBe("FORBIDDEN");
    const tasks: string[] = [];
    for (const floor of [1, 2, 3])
      tasks.push((await doing(manager, "createCleaningTask", writing(floor))).id);
    const [first, second, third] = tasks as [string, string, string];

    // By a photo.
    expect(await refused(stranger.as, "checkIn", { task: first, verb: "DONE" })).toBe("FORBIDDEN");
    const photos = [await upload(byPhoto.as, "prepareCleaningPhoto", first)];
    await doing(byPhoto.as, "checkIn", { task: first, verb: "DONE", photos });
    // By the leader, who is named.
    const proxied = { task: second, verb: "DONE", cleaner: byProxy.id };
    expect(await refused(byPhoto.as, "proxyCheckIn", proxied)).toBe("FORBIDDEN");
    expect(await refused(crewOf("SAXC").leader, "proxyCheckIn", proxied)).toBe("FORBIDDEN");
    await doing(crew.leader, "proxyCheckIn", proxied);
    // By an SMS from a phone that can do no more: what is there, taken, done.
    expect(await sms(bySms.phone, "0")).toBe(204);
    const list = await eventually(async () => carrier().sentTo(bySms.phone).at(-1));
    const code = /(\d\d) [^;]*3号楼3单元/.exec(list)?.[1];
    expect(code, list).toBeDefined();
    await sms(bySms.phone, `${code}4`);
    await sms(bySms.phone, `${code}1`);
    expect(await sms(bySms.phone, `${code}1`, "wrong-secret-wrong")).toBe(401);
    await eventually(async () => carrier().sentTo(bySms.phone).length >= 3);
    expect(
      carrier()
        .sentTo(bySms.phone)
        .every((text) => text.length <= 70),
    ).toBe(true);

    // All three weigh the same, and each shows how it came.
    const taskOf = async (id: string) =>
      (
        await ok(
          manager,
          "query ($id: ID!) { cleaningTask(id: $id) { state cleaner { name } checkIns { method verb proxyName by { name } } } }",
          { id },
        )
      )["cleaningTask"];
    const came = (method: string, name: string, proxyName: string | null = null) => ({
      state: "DONE",
      cleaner: { name },
      checkIns: [{ method, verb: "DONE", proxyName, by: { name } }],
    });
    expect(await taskOf(first)).toEqual(came("PHOTO", byPhoto.name));
    expect(await taskOf(second)).toEqual(came("PROXY", byProxy.name, crew.leader.name));
    expect(await taskOf(third)).toEqual(came("SMS", bySms.name));
    for (const task of tasks) await doing("grid-worker", "verifyCleaningTask", { task });
    for (const task of tasks) expect((await taskOf(task)).state).toBe("VERIFIED");
    expect(
      await hidden("other-firm-manager", "query ($id: ID!) { cleaningTask(id: $id) { state } }", {
        id: first,
      }),
    ).toBe("FORBIDDEN");

    // Side by side: promised, registered, checked in today, and counted by the committee's own eyes.
    const counting = { community, seen: [{ post: "CLEANER", count: 7 }] };
    expect(await refused(manager, "recordHeadcount", counting)).toBe("FORBIDDEN");
    await ok(
      committee,
      "mutation ($input: RecordHeadcountInput!) { recordHeadcount(input: $input) { id } }",
      { input: counting },
    );
    expect(await headcount(resident)).toEqual({
      post: "CLEANER",
      contracted: 10,
      registered: 7,
      present: Math.max(3, before),
      seen: 7,
    });

    // The firm charges ten; three are in nobody's register, and are no cost.
    const wage = 260_000;
    const people = [
      { worker: crew.leaderId, workerName: crew.leader.name },
      ...crew.cleaners.map(({ id, name }) => ({ worker: id, workerName: name })),
      ...["甄小明", "甄小红", "甄小刚"].map((workerName) => ({ worker: null, workerName })),
    ];
    expect(people).toHaveLength(10);
    const on = dayFromNow();
    for (const one of people) {
      const line = { community, on, kind: "STAFF", amountFen: wage, purpose: "保洁工资", ...one };
      if (one === people[0]) expect(await refused(resident, "postFee", line)).toBe("FORBIDDEN");
      await doing(manager, "postFee", line);
    }
    const span = { community, from: on, to: on };
    for (const other of [manager, resident, "committee-member", "secretary"] as const)
      expect(await refused(other, "auditFees", span)).toBe("FORBIDDEN");
    const audit = await doing(
      committee,
      "auditFees",
      span,
      "excludedFen lines { workerName amountFen finding purpose }",
    );
    const wages = audit.lines.filter(({ purpose }: any) => purpose === "保洁工资");
    const found = (finding: string) =>
      wages.filter((line: any) => line.finding === finding).map((line: any) => line.workerName);
    expect(found("NOT_REGISTERED").toSorted()).toEqual(["甄小明", "甄小红", "甄小刚"].toSorted());
    expect(found("COUNTED")).toHaveLength(7);
    expect(audit.excludedFen).toBe(3 * wage);
    // Owners read it; strangers to the community do not.
    const reading = "query ($id: ID!) { community(id: $id) { costAudits { excludedFen } } }";
    expect((await ok(resident, reading, { id: community }))["community"].costAudits).toMatchObject([
      { excludedFen: 3 * wage },
    ]);
    expect((await town().ask(residentOf("SAXC"), reading, { id: community })).data).toMatchObject({
      community: { costAudits: null },
    });

    /** Delivers an SMS as the carrier does; gives the status it is answered with. */
    async function sms(from: string, text: string, secret = carrier().secret): Promise<number> {
      const body = JSON.stringify({ id: randomUUID(), from, text });
      const timestamp = String(Date.now());
      const signature = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
      const { status } = await fetch(new URL("/sms/incoming", town().subgraphs.get("c01")!.url), {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-sms-timestamp": timestamp,
          "x-sms-signature": `sha256=${signature}`,
        },
        body,
      });
      return status;
    }
  });
}
