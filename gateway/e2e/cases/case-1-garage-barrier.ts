import { now } from "@hutong/kit";
import { expect, it } from "vitest";

import {
  committeeOf,
  communityOf,
  dayFromNow,
  firmOf,
  letTimePass,
  managerOf,
  residentOf,
  staffOf,
  type Stage,
} from "./stage.js";

/**
 * For a year the garage barrier stood open: the one that came with the building cannot read green plates, so the
 * firm left it up for those who rent a space, and anybody drove in. Once the consortium pressed, it was
 * replaced within days.
 */
export function garageBarrier({
  ok,
  doing,
  refused,
  hidden,
  eventually,
  caseOf,
  orderFor,
  upload,
}: Stage) {
  it("1: what a firm leaves undone climbs to the consortium, which speaks to it, and it is done", async () => {
    const { id: community } = communityOf("WCHY");
    const firm = firmOf("f02");
    const manager = managerOf("f02");
    const committee = committeeOf("WCHY");
    const resident = residentOf("WCHY");
    const repairer = staffOf("WCHY", "REPAIRER");
    const standing = async () =>
      (
        await ok(
          "secretary",
          "query ($id: ID!) { propertyFirm(id: $id) { standing creditScore } }",
          {
            id: firm.id,
          },
        )
      )["propertyFirm"];
    const before = await standing();

    const { id: complaint } = await doing(resident, "reportComplaint", {
      community,
      title: "车库道闸坏了一年",
      description: "入口道闸一直抬着,没租车位的车也开进来",
      category: "GARAGE_BARRIER",
      publicPlace: "地下车库B1层入口",
      place: "地下车库B1层入口",
      reporterName: resident.name,
      reporterPhone: "13800003333",
    });
    await doing("grid-worker", "fileComplaint", { complaint });
    await doing("grid-worker", "dispatchComplaint", { complaint });
    await orderFor(manager, complaint);
    const reading = "query ($id: ID!) { complaint(id: $id) { title } }";
    for (const stranger of [
      residentOf("WCHY", "甄无关"),
      managerOf("f05"),
      "other-grid-worker",
      "app",
    ])
      expect(await hidden(stranger, reading, { id: complaint })).toBe("FORBIDDEN");
    // Another resident's name is not the firm's to see without a purpose.
    expect((await caseOf(manager, complaint)).reporter.masked).toBe(true);

    // The firm does nothing. Level by level its time passes, and the next one up is told.
    const escalations = async () => (await caseOf("grid-worker", complaint)).escalations;
    for (const [hours, level] of [
      [4, "PROJECT"],
      [2, "AREA"],
      [4, "COMPANY"],
      [8, "CONSORTIUM"],
    ] as const) {
      letTimePass(new Date(now().getTime() + hours * 3_600_000 + 60_000));
      await eventually(async () => (await escalations()).at(-1)?.level === level);
    }
    expect(await caseOf("grid-worker", complaint)).toMatchObject({
      workOrders: [{ state: "OVERDUE" }],
    });

    // It is the consortium's now: a supervision is opened by itself, and the firm watched.
    const supervision = await eventually(async () =>
      (
        await ok(
          "secretary",
          "query ($firm: ID!) { conductCases(firm: $firm, first: 50) { edges { node { id state complaint { id } } } } }",
          { firm: firm.id },
        )
      )["conductCases"].edges
        .map(({ node }: any) => node)
        .find((one: any) => one.complaint?.id === complaint),
    );
    expect(supervision.state).toBe("OPENED");
    expect((await standing()).standing).toBe("WATCHED");
    const interview = {
      conductCase: supervision.id,
      interviewWith: manager.name,
      record: "旧道闸认不出新能源号牌,为租位业主只好常开;承诺两日内更换,更换前派人值守",
      rectifyBy: dayFromNow(2),
    };
    for (const other of [manager, "grid-worker", committee] as const)
      expect(await refused(other, "holdInterview", interview)).toBe("FORBIDDEN");
    // No credit is taken before the interview and the circular.
    const deducting = { conductCase: supervision.id, points: 5, evidence: "一年未修,逾期未答" };
    expect(await refused("secretary", "deductCredit", deducting)).toBe("ILLEGAL_TRANSITION");
    await doing("secretary", "holdInterview", interview);
    const record = "query ($id: ID!) { conductCase(id: $id) { interviewRecord } }";
    await ok(manager, record, { id: supervision.id });
    for (const stranger of [managerOf("f05"), "grid-worker", resident, committee])
      expect(await hidden(stranger, record, { id: supervision.id })).toBe("FORBIDDEN");

    // Now it moves. A new barrier is not a minor repair: the owners' fund pays, once their committee says so.
    await doing(manager, "respondToComplaint", { complaint, note: "情况属实,两日内更换" });
    await doing(manager, "startComplaint", { complaint, note: "更换前派人值守" });
    const { id: order } = await doing(manager, "createWorkOrder", {
      complaint,
      firm: firm.id,
      title: "更换车库入口道闸",
      work: "RENEWAL",
    });
    await doing(manager, "assignWorkOrder", { workOrder: order, staff: repairer.id });
    await doing(repairer.as, "acceptWorkOrder", { workOrder: order });
    await doing(repairer.as, "arriveOnSite", { workOrder: order });
    const photos = [await upload(repairer.as, "preparePropertyPhoto", order)];
    const submitting = { workOrder: order, note: "新道闸已装,号牌识别正常", photos };
    expect(await refused(repairer.as, "submitWorkOrder", submitting)).toBe("FUNDING_NOT_APPROVED");
    const approving = { workOrder: order, resolution: "业决2026-07", limitFen: 1_800_000 };
    for (const other of [manager, resident, "committee-member"] as const)
      expect(await refused(other, "approveFunding", approving)).toBe("FORBIDDEN");
    await doing(committee, "approveFunding", approving);
    letTimePass(new Date(now().getTime() + 20 * 3_600_000));
    await doing(repairer.as, "submitWorkOrder", submitting);
    await doing(manager, "approveWorkOrder", { workOrder: order });
    await doing(manager, "closeWorkOrder", { workOrder: order });
    await doing(manager, "resolveComplaint", { complaint, note: "已更换,外来车辆进不来" });

    // Verification runs down the ladder, from whoever was told last; then the grid has the last word.
    expect(await refused("grid-worker", "verifyComplaint", { complaint })).toBe(
      "ILLEGAL_TRANSITION",
    );
    for (const { id, level } of (await escalations()).toReversed()) {
      const verifying = { escalation: id, verification: "现场核实,道闸正常" };
      const speaker = level === "CONSORTIUM" ? "secretary" : manager;
      expect(await refused(managerOf("f05"), "verifyEscalation", verifying)).toBe("FORBIDDEN");
      await doing(speaker, "verifyEscalation", verifying);
    }
    await doing("grid-worker", "verifyComplaint", { complaint });
    await doing("grid-worker", "callBackComplaint", { complaint, satisfied: true });
    await doing("grid-worker", "closeComplaint", { complaint });
    const review = { complaint, stars: 5, satisfied: true, comment: "一年没人管,两天就换了" };
    expect(await refused(residentOf("WCHY", "甄无关"), "reviewComplaint", review)).toBe(
      "FORBIDDEN",
    );
    await doing(resident, "reviewComplaint", review);
    await doing("secretary", "closeConductCase", { conductCase: supervision.id, note: "已整改" });

    const closed = await caseOf(resident, complaint);
    expect(closed.state).toBe("CLOSED");
    const kinds = closed.timeline.map(({ kind }: { kind: string }) => kind);
    expect(kinds.filter((kind: string) => kind === "ESCALATED")).toHaveLength(4);
    expect(kinds).toEqual(
      expect.arrayContaining([
        "CLOCK_BREACHED",
        "RESPONDED",
        "RESOLVED",
        "ESCALATION_VERIFIED",
        "CLOSED",
      ]),
    );
    // Put right after the interview: the supervision is over, and no credit lost.
    const { conductCase } = await ok(
      manager,
      "query ($id: ID!) { conductCase(id: $id) { state points history { step } } }",
      { id: supervision.id },
    );
    expect(conductCase).toMatchObject({ state: "CLOSED", points: null });
    expect(conductCase.history.map(({ step }: { step: string }) => step)).toEqual([
      "OPEN",
      "INTERVIEW",
      "CLOSE",
    ]);
    expect((await standing()).creditScore).toBe(before.creditScore);
    const { rates } = await eventually(async () => {
      const counted = await ok(
        "secretary",
        `query ($from: LocalDate!, $to: LocalDate!, $community: ID!) {
          rates(from: $from, to: $to, community: $community, category: GARAGE_BARRIER) {
            received response { numerator denominator } satisfaction { numerator denominator } } }`,
        { from: dayFromNow(-3), to: dayFromNow(1), community },
      );
      return counted["rates"].satisfaction.denominator === 1 && counted;
    });
    expect(rates).toEqual({
      received: 1,
      response: { numerator: 0, denominator: 1 },
      satisfaction: { numerator: 1, denominator: 1 },
    });
  });
}
