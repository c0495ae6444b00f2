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

const shanghai = (day: string, time: string): Date => new Date(`${day}T${time}:00+08:00`);

/**
 * A firm will not use the platform: it checks daily, ranks monthly and reviews yearly on its own, and its
 * contract asks for nothing more. It is within its rights; what leads on is an agreement beside the contract.
 */
export function refusalLetter({
  ok,
  doing,
  refused,
  hidden,
  eventually,
  send,
  upload,
  fetchAt,
}: Stage): void {
  it("6: a firm refuses with a letter, then signs, and only then a grabbed task costs anything", async () => {
    const { id: community } = communityOf("WHMD");
    const { id: firm } = firmOf("f05");
    const manager = managerOf("f05");
    const committee = committeeOf("WHMD");
    const resident = residentOf("WHMD");
    const responsible = staffOf("WHMD", "REPAIRER");
    const grabber = staffOf("WHMD", "SECURITY");
    letTimePass(shanghai(dayFromNow(1), "09:00"));

    const { community: found } = await ok(
      committee,
      "query ($id: ID!) { community(id: $id) { serviceContract { id } projects { agreementInForce { id } } } }",
      { id: community },
    );
    expect(found.projects).toEqual([{ agreementInForce: null }]);
    const terms = {
      contract: found.serviceContract.id,
      title: "使用协同平台的补充协议",
      text: "每日任务经本平台派发;逾期未办的开放抢单,按约定奖惩。",
      namesPlatform: true,
      penaltyFen: 2000,
      rewardFen: 1500,
      startsOn: dayFromNow(),
      endsOn: dayFromNow(300),
    };
    for (const stranger of [resident, managerOf("f01"), "committee-member", "secretary"] as const)
      expect(await refused(stranger, "proposeAgreement", terms)).toBe("FORBIDDEN");

    // The letter, with its stamp, is there for both sides to see, and for nobody else.
    const { id: first } = await doing(committee, "proposeAgreement", terms);
    const letter = "本公司已有日查、月度排名与年度考评,现行合同亦未要求使用该平台,恕不接入。";
    expect(await refused(committee, "refuseAgreement", { agreement: first, letter })).toBe(
      "FORBIDDEN",
    );
    // Photographed, and as the PDF that the office scanned.
    const pdf = Buffer.from("%PDF-1.7\n1 0 obj << >>\n%%EOF\n");
    const photos = [
      await upload(manager, "prepareLetterPhoto", first, "#eee"),
      await send(manager, "prepareLetterPhoto", first, {
        bytes: pdf,
        contentType: "application/pdf",
      }),
    ];
    const answered = await doing(
      manager,
      "refuseAgreement",
      { agreement: first, letter, photos },
      "state letter letterPhotos { url caption } letterDocuments { url caption }",
    );
    expect(answered).toMatchObject({
      state: "REFUSED",
      letter,
      letterPhotos: [{ caption: "拒绝函" }],
      letterDocuments: [{ caption: "拒绝函" }],
    });
    const saved = await fetchAt(answered.letterDocuments[0].url);
    expect(Buffer.from(await saved.arrayBuffer())).toEqual(pdf);
    expect(saved.headers.get("content-disposition")).toMatch(
      /^attachment; filename="pho_\w+\.pdf"$/,
    );
    expect(saved.headers.get("x-content-type-options")).toBe("nosniff");
    expect(saved.headers.get("content-security-policy")).toContain("sandbox");
    expect(await refused(manager, "acceptAgreement", { agreement: first })).toBe(
      "ILLEGAL_TRANSITION",
    );
    const reading =
      "query ($id: ID!) { supplementaryAgreement(id: $id) { letter letterPhotos { url } letterDocuments { url } } }";
    const { supplementaryAgreement } = await ok(committee, reading, { id: first });
    expect(supplementaryAgreement.letterPhotos).toHaveLength(1);
    for (const stranger of ["grid-worker", "firm-manager", "committee-member", "app"])
      expect(await hidden(stranger, reading, { id: first })).toBe("FORBIDDEN");

    // Without an agreement a grab is recorded, and nobody pays or is paid.
    const { id: plan } = await doing(manager, "planDuty", {
      project: responsible.project,
      staff: responsible.id,
      title: "巡查水泵房",
      weekdays: [1, 2, 3, 4, 5, 6, 7],
    });
    await doing(grabber.as, "clockIn", { project: grabber.project });
    const grabOfToday = async () => {
      const day = dayFromNow();
      const taskOf = async () =>
        (
          await ok(
            manager,
            "query ($firm: ID!) { dailyTasks(firm: $firm, first: 100) { edges { node { id date state plan { id } } } } }",
            { firm },
          )
        )["dailyTasks"].edges.find(({ node }: any) => node.plan.id === plan && node.date === day)
          ?.node;
      const task = await eventually(taskOf);
      expect(await refused(grabber.as, "grabTask", { task: task.id })).toBe("ILLEGAL_TRANSITION");
      letTimePass(shanghai(day, "12:01"));
      await eventually(async () => (await taskOf()).state === "OPEN");
      for (const stranger of [staffOf("WTY", "REPAIRER").as, resident])
        expect(await refused(stranger, "grabTask", { task: task.id })).toBe("FORBIDDEN");
      const grab = await doing(
        grabber.as,
        "grabTask",
        { task: task.id },
        "id rewardFen penaltyFen agreement { id title }",
      );
      expect(await refused(grabber.as, "grabTask", { task: task.id })).toBe("CONFLICT");
      const shown = [await upload(grabber.as, "preparePropertyPhoto", task.id)];
      await doing(grabber.as, "answerTask", { task: task.id, photos: shown });
      return grab;
    };
    const entries = async (who: Parameters<typeof ok>[0]) =>
      (await ok(who, "{ labourEntries(first: 50) { edges { node { kind amountFen } } } }"))[
        "labourEntries"
      ].edges.map(({ node }: any) => node);
    expect(await grabOfToday()).toMatchObject({
      rewardFen: null,
      penaltyFen: null,
      agreement: null,
    });
    expect(await entries(manager)).toEqual([]);

    // The way on: this time the firm proposes, and the owners sign.
    letTimePass(shanghai(dayFromNow(1), "09:00"));
    const { id: second } = await doing(manager, "proposeAgreement", {
      ...terms,
      startsOn: dayFromNow(),
    });
    expect(await refused(manager, "acceptAgreement", { agreement: second })).toBe("FORBIDDEN");
    await doing(committee, "acceptAgreement", { agreement: second });
    await eventually(async () => {
      const { community: now } = await ok(
        manager,
        "query ($id: ID!) { community(id: $id) { projects { agreementInForce { id state } } } }",
        { id: community },
      );
      return now.projects[0].agreementInForce?.id === second;
    });

    // From now on, and not for what was before.
    expect(await grabOfToday()).toMatchObject({
      rewardFen: 1500,
      penaltyFen: 2000,
      agreement: { id: second, title: terms.title },
    });
    expect(await entries(manager)).toEqual(
      expect.arrayContaining([
        { kind: "REWARD", amountFen: 1500 },
        { kind: "PENALTY", amountFen: -2000 },
      ]),
    );
    expect(await entries(manager)).toHaveLength(2);
    expect(await entries(responsible.as)).toEqual([{ kind: "PENALTY", amountFen: -2000 }]);
    expect(await entries(grabber.as)).toEqual([{ kind: "REWARD", amountFen: 1500 }]);
    for (const stranger of [committee, resident, managerOf("f01"), "other-grid-worker"] as const)
      expect(await entries(stranger)).toEqual([]);
  });
}
