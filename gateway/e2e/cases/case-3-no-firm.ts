import { expect, it } from "vitest";

import {
  committeeOf,
  communityOf,
  dayFromNow,
  firmOf,
  managerOf,
  residentOf,
  type Stage,
} from "./stage.js";

/**
 * 971 homes stand without anybody: the firm went when its contract was over, the committee gave up;
 * guards and cleaning fell apart, until the consortium named a firm that took over.
 */
export function noFirm({ ok, doing, refused, hidden, eventually, caseOf, orderFor }: Stage): void {
  it("3: a community without a firm gets one, and from then on its cases go to that firm", async () => {
    const community = communityOf("GLYJ");
    const committee = committeeOf("GLYJ");
    const successor = managerOf("f17");
    const { id: firm, shortName } = firmOf("f17");
    expect(community.households).toBe(971);

    // Nobody is responsible: the grid itself sees to what is reported.
    const resident = residentOf("GLYJ");
    const told = {
      community: community.id,
      title: "门岗没人,垃圾成堆",
      description: "物业撤走以后门岗没人守,垃圾桶满到路上,夜里没有灯",
      category: "FIRM_INACTION",
      publicPlace: "全小区",
      place: "2号楼1单元503室",
      reporterName: resident.name,
      reporterPhone: "13800001111",
    };
    const { id: orphan } = await doing(resident, "reportComplaint", told);
    await doing("grid-worker", "fileComplaint", { complaint: orphan });
    await doing("grid-worker", "dispatchComplaint", { complaint: orphan });
    expect(await caseOf("grid-worker", orphan)).toMatchObject({
      state: "DISPATCHED",
      responsibleFirm: null,
      workOrders: null,
    });
    expect(await refused(successor, "respondToComplaint", { complaint: orphan })).toBe("FORBIDDEN");
    await doing("grid-worker", "respondToComplaint", { complaint: orphan, note: "先请环卫清运" });

    // The takeover: only the consortium recommends, only the owners decide.
    const asks = { community: community.id, reason: "合同到期企业撤场,业委会辞职" };
    expect(await refused(resident, "requestTakeover", asks)).toBe("FORBIDDEN");
    expect(await refused("other-grid-worker", "requestTakeover", asks)).toBe("FORBIDDEN");
    const { id: takeover } = await doing("grid-worker", "requestTakeover", asks);
    await doing(successor, "declareWilling", {
      takeover,
      text: "有能力也有意愿,可先应急服务三个月",
    });
    await doing("secretary", "consultOnTakeover", { takeover, text: "已征询全部会员单位" });
    const recommends = { takeover, firm, text: "能力与意愿俱备" };
    expect(await refused(successor, "recommendFirm", recommends)).toBe("FORBIDDEN");
    await doing("secretary", "recommendFirm", recommends);
    const decides = { takeover, approve: true, text: "业主表决通过" };
    for (const other of ["secretary", successor, resident, "committee-member"] as const)
      expect(await refused(other, "decideTakeover", decides)).toBe("FORBIDDEN");
    expect(
      await hidden("committee-member", "query ($id: ID!) { takeover(id: $id) { state } }", {
        id: takeover,
      }),
    ).toBe("FORBIDDEN");
    await doing(committee, "decideTakeover", decides);
    const handOver = { takeover, on: dayFromNow(), text: "钥匙、图纸、台账当面交接" };
    expect(await refused(managerOf("f05"), "handOverTakeover", handOver)).toBe("FORBIDDEN");
    await doing(successor, "handOverTakeover", handOver);

    // The neighborhood learns of it by itself; the firm's own server opens its service centre with
    // the first case or the hand-over, whichever it hears of first.
    const { id: later } = await doing(resident, "reportComplaint", {
      ...told,
      title: "路灯不亮",
      description: "2号楼门口路灯三个月没亮过了",
      category: "FACILITY_DAMAGE",
    });
    await doing("grid-worker", "fileComplaint", { complaint: later });
    await eventually(async () => (await firmIn()).firm?.id === firm);
    await doing("grid-worker", "dispatchComplaint", { complaint: later });
    const order = await orderFor(successor, later);
    expect(order).toMatchObject({ state: "CREATED" });
    expect(order.id).toMatch(/^wo_f17_/);
    await eventually(async () => (await firmIn()).projects.length === 1);
    expect((await firmIn()).projects).toMatchObject([
      { name: `${community.name}服务中心`, firm: { shortName }, staff: [] },
    ]);
    const dispatched = await caseOf(successor, later);
    expect(dispatched).toMatchObject({ state: "DISPATCHED", responsibleFirm: { id: firm } });
    await doing(successor, "respondToComplaint", { complaint: later, note: "今晚修好" });

    // On record: every step, by whom.
    const { takeover: record } = await ok(
      committee,
      "query ($id: ID!) { takeover(id: $id) { state firm { id } handOverOn history { step by } } }",
      { id: takeover },
    );
    expect(record).toMatchObject({ state: "HANDED_OVER", firm: { id: firm } });
    expect(record.history.map(({ step }: { step: string }) => step)).toEqual([
      "REQUEST",
      "DECLARE",
      "CONSULT",
      "RECOMMEND",
      "DECIDE",
      "HAND_OVER",
    ]);
    // The owners write down with the firm what it owes them, and it is in force once both have signed.
    const contract = {
      community: community.id,
      firm,
      startsOn: dayFromNow(),
      endsOn: dayFromNow(1095),
      feeFenPerSquareMetre: 165,
      clauses: [
        {
          number: "第九条",
          title: "公共秩序与照明",
          text: "路灯报修四小时内到场,当日修复。",
          categories: ["FACILITY_DAMAGE"],
          onSiteWithinMinutes: 240,
          resolveWithinMinutes: 1440,
        },
      ],
      promisedHeadcount: [{ post: "SECURITY", count: 6 }],
    };
    for (const other of ["secretary", successor, resident, "committee-member"] as const)
      expect(await refused(other, "proposeContract", contract)).toBe("FORBIDDEN");
    const { id: proposal } = await doing(committee, "proposeContract", contract);
    for (const other of [committee, managerOf("f05"), resident] as const)
      expect(await refused(other, "signContract", { contract: proposal })).toBe("FORBIDDEN");
    const owed = async () =>
      (
        await ok(
          resident,
          "query ($id: ID!) { complaint(id: $id) { contract { firm { id } } contractClauses { number } } }",
          { id: later },
        )
      )["complaint"];
    expect(await owed()).toEqual({ contract: null, contractClauses: [] });
    await doing(successor, "signContract", { contract: proposal });
    expect(await owed()).toEqual({
      contract: { firm: { id: firm } },
      contractClauses: [{ number: "第九条" }],
    });

    // When its term is over they may choose another: the firm that then signs is responsible by that alone.
    const next = firmOf("f05");
    const another = { ...contract, firm: next.id };
    const { id: second } = await doing(committee, "proposeContract", another);
    await doing(managerOf("f05"), "signContract", { contract: second });
    await eventually(async () => (await firmIn()).firm?.id === next.id);
    await eventually(
      async () => (await caseOf("grid-worker", later)).responsibleFirm?.id === next.id,
    );
    expect((await orderFor(managerOf("f05"), later)).id).toMatch(/^wo_f05_/);
    await eventually(async () =>
      (await firmIn()).projects.every((one: any) => one.firm.shortName === next.shortName),
    );

    // Another firm sees nothing of its cases.
    expect(
      await hidden(managerOf("f08"), "query ($id: ID!) { complaint(id: $id) { title } }", {
        id: later,
      }),
    ).toBe("FORBIDDEN");

    async function firmIn(): Promise<Record<string, any>> {
      const { community: found } = await ok(
        "grid-worker",
        "query ($id: ID!) { community(id: $id) { firm { id } projects { name firm { shortName } staff { id } } } }",
        { id: community.id },
      );
      return found;
    }
  });
}
