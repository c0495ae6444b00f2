import { ComplaintState } from "@hutong/kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { TimelineKind } from "../src/complaint/timeline.entity.js";
import { Notification } from "../src/notification/notification.entity.js";
import { CaseSettings } from "../src/settings/settings.entity.js";
import { Suspension } from "../src/suspension/suspension.entity.js";
import { type Fixture, ids, people, type PersonName, startNeighborhood } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startNeighborhood();
});
afterAll(() => fixture.subgraph.stop());

const codeOf = ({ errors }: { errors?: { extensions: Record<string, unknown> }[] }) =>
  errors?.[0]?.extensions["code"];

const change = (who: PersonName, field: string, type: string, input: object) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: ${type}!) { ${field}(input: $input) { id state } }`,
    { input },
  );

const notices = async (who: PersonName): Promise<{ kind: string; number: string }[]> => {
  const { data } = await fixture.subgraph.ask(
    people[who],
    "{ notifications(first: 100) { edges { node { kind complaint { number } } } } }",
  );
  return data!["notifications"].edges.map(
    ({ node }: { node: { kind: string; complaint: { number: string } | null } }) => ({
      kind: node.kind,
      number: node.complaint?.number ?? "",
    }),
  );
};

describe("putting a case off", () => {
  const ask = (complaint: string, who: PersonName = "manager", until?: string) =>
    change(who, "requestSuspension", "RequestSuspensionInput", {
      complaint,
      reason: "配件需定制",
      until,
    });
  const allow = (complaint: string, who: PersonName) =>
    change(who, "suspendComplaint", "ComplaintStepInput", { complaint });

  it("takes a request and the word of somebody else", async () => {
    const id = await fixture.complain(ComplaintState.IN_PROGRESS);
    expect((await ask(id)).data?.["requestSuspension"].state).toBe("IN_PROGRESS");
    expect((await allow(id, "gridWorker")).data?.["suspendComplaint"].state).toBe("SUSPENDED");
    const [record] = await fixture.subgraph.orm.em.fork().find(Suspension, { complaintId: id });
    expect(record).toMatchObject({
      state: "APPROVED",
      requestedBy: "卫经理",
      decidedBy: "沈格",
      reason: "配件需定制",
    });
    const resumed = await change("gridWorker", "resumeComplaint", "ComplaintStepInput", {
      complaint: id,
    });
    expect(resumed.data?.["resumeComplaint"].state).toBe("IN_PROGRESS");
    const { data } = await fixture.subgraph.ask(
      people.owner,
      "query ($id: ID!) { complaint(id: $id) { suspensions { state endedAt } timeline { kind } } }",
      { id },
    );
    expect(data?.["complaint"].suspensions).toEqual([
      { state: "ENDED", endedAt: expect.any(String) },
    ]);
    expect(data?.["complaint"].timeline.map(({ kind }: { kind: string }) => kind)).toEqual([
      "SUSPENSION_REQUESTED",
      "SUSPENDED",
      "RESUMED",
    ]);
  });

  it("is refused to who asked for it, and to the firm", async () => {
    const id = await fixture.complain(ComplaintState.DISPATCHED);
    await ask(id, "gridWorker");
    expect(codeOf(await allow(id, "gridWorker"))).toBe("FORBIDDEN");
    expect(codeOf(await allow(id, "manager"))).toBe("FORBIDDEN");
    expect((await allow(id, "leader")).data?.["suspendComplaint"].state).toBe("SUSPENDED");
  });

  it("cannot be allowed when nobody asked, nor asked for twice", async () => {
    const id = await fixture.complain(ComplaintState.DISPATCHED);
    expect(codeOf(await allow(id, "gridWorker"))).toBe("ILLEGAL_TRANSITION");
    await ask(id);
    expect(codeOf(await ask(id))).toBe("ILLEGAL_TRANSITION");
  });

  it("is settled by a refusal, or by whatever else is done to the case", async () => {
    const refused = await fixture.complain(ComplaintState.DISPATCHED);
    const overtaken = await fixture.complain(ComplaintState.DISPATCHED);
    for (const id of [refused, overtaken]) await ask(id);
    await change("gridWorker", "refuseSuspension", "ReasonedStepInput", {
      complaint: refused,
      reason: "今日即可修复",
    });
    await change("manager", "respondToComplaint", "ComplaintStepInput", { complaint: overtaken });
    for (const id of [refused, overtaken]) {
      const [record] = await fixture.subgraph.orm.em.fork().find(Suspension, { complaintId: id });
      expect(record?.state).toBe("REFUSED");
      expect(codeOf(await allow(id, "gridWorker"))).toBe("ILLEGAL_TRANSITION");
    }
  });

  it("cannot end before it begins", async () => {
    const id = await fixture.complain(ComplaintState.DISPATCHED);
    expect(codeOf(await ask(id, "manager", "2020-01-01T00:00:00Z"))).toBe("INVALID_INPUT");
  });
});

describe("joining duplicates", () => {
  const merge = (complaints: string[], into: string, who: PersonName = "gridWorker") =>
    fixture.subgraph.ask(
      people[who],
      `mutation ($input: MergeComplaintsInput!) {
        mergeComplaints(input: $input) { id mergedNumbers } }`,
      { input: { complaints, into } },
    );

  it("tells each reporter what becomes of the case that goes on, and can be undone", async () => {
    const reporterId = people.otherOwner.sub;
    const into = await fixture.complain(ComplaintState.DISPATCHED);
    const [a, b] = [
      await fixture.complain(ComplaintState.RECEIVED, { reporterId }),
      await fixture.complain(ComplaintState.FILED),
    ];
    const { number } = await fixture.stored(a);
    const { data } = await merge([a, b], into);
    expect(data?.["mergeComplaints"].mergedNumbers).toContain(number);
    await change("manager", "respondToComplaint", "ComplaintStepInput", { complaint: into });

    expect(await notices("otherOwner")).toEqual([
      { kind: "RESPONDED", number },
      { kind: "MERGED", number },
    ]);
    const seen = await fixture.subgraph.ask(
      people.otherOwner,
      "query ($id: ID!) { complaint(id: $id) { state mergedInto { number state } timeline { kind } } }",
      { id: a },
    );
    expect(seen.data?.["complaint"]).toEqual({
      state: "MERGED",
      mergedInto: { number: (await fixture.stored(into)).number, state: "RESPONDED" },
      timeline: [{ kind: "MERGED" }, { kind: "RESPONDED" }],
    });

    const undone = await change("gridWorker", "unmergeComplaint", "ComplaintStepInput", {
      complaint: a,
    });
    expect(undone.data?.["unmergeComplaint"].state).toBe("RECEIVED");
    expect((await fixture.stored(a)).mergedInto).toBeNull();
  });

  it("takes along what was joined before", async () => {
    const [a, b, c] = [
      await fixture.complain(),
      await fixture.complain(),
      await fixture.complain(),
    ];
    await merge([a], b);
    await merge([b], c);
    expect((await fixture.stored(a)).mergedInto).toBe(c);
  });

  it("joins none when one of them cannot be", async () => {
    const into = await fixture.complain();
    const fine = await fixture.complain();
    const done = await fixture.complain(ComplaintState.CLOSED);
    expect(codeOf(await merge([fine, done], into))).toBe("ILLEGAL_TRANSITION");
    const elsewhere = await fixture.complain(ComplaintState.FILED, {
      community: ids.thirdCommunity,
    });
    expect(codeOf(await merge([fine, elsewhere], into))).toBe("INVALID_INPUT");
    expect(codeOf(await merge([fine], done))).toBe("INVALID_INPUT");
    expect(codeOf(await merge([fine, into], into))).toBe("INVALID_INPUT");
    expect((await fixture.stored(fine)).state).toBe("FILED");
  });

  it.each(["manager", "secretary", "owner", "otherGridWorker"] as const)(
    "is refused to %s",
    async (who) => {
      const [a, b] = [await fixture.complain(), await fixture.complain()];
      expect(codeOf(await merge([a], b, who))).toBe("FORBIDDEN");
    },
  );

  it("cannot be undone when its time is over", async () => {
    const id = await fixture.complain(ComplaintState.MERGED, {
      stateBefore: "FILED",
      mergedAt: new Date(Date.now() - 25 * 3_600_000),
    });
    const late = () =>
      change("gridWorker", "unmergeComplaint", "ComplaintStepInput", { complaint: id });
    expect(codeOf(await late())).toBe("TOO_LATE");
    const em = fixture.subgraph.orm.em.fork();
    await em.nativeUpdate(CaseSettings, { id: "town" }, { unmergeHours: 26 });
    expect((await late()).data?.["unmergeComplaint"].state).toBe("FILED");
    await em.nativeUpdate(CaseSettings, { id: "town" }, { unmergeHours: 24 });
  });
});

describe("dispatching", () => {
  const dispatch = (complaint: string) =>
    change("gridWorker", "dispatchComplaint", "ComplaintStepInput", { complaint });

  it("goes to the firm that serves the community now, and tells it", async () => {
    const id = await fixture.complain(ComplaintState.FILED, {
      community: ids.thirdCommunity,
      responsibleFirmId: ids.firm,
    });
    await dispatch(id);
    const { responsibleFirmId, number } = await fixture.stored(id);
    expect(responsibleFirmId).toBe(ids.otherFirm);
    expect(await notices("otherManager")).toContainEqual({ kind: "DISPATCHED", number });
    expect(await notices("manager")).not.toContainEqual({ kind: "DISPATCHED", number });
  });

  it("goes to the grid leader where no firm serves", async () => {
    const id = await fixture.complain(ComplaintState.FILED, {
      community: ids.leftCommunity,
      responsibleFirmId: null,
    });
    await dispatch(id);
    const { number } = await fixture.stored(id);
    expect(await notices("leader")).toContainEqual({ kind: "DISPATCHED", number });
    const answered = await change("leader", "respondToComplaint", "ComplaintStepInput", {
      complaint: id,
    });
    expect(answered.data?.["respondToComplaint"].state).toBe("RESPONDED");
  });
});

describe("a case that is not the firm's duty", () => {
  const outOfScope = (complaint: string, who: PersonName) =>
    change(who, "markComplaintOutOfScope", "ReasonedStepInput", {
      complaint,
      reason: "市政管网",
    });

  it("goes to the grid leader, who is told, and counts as reported when the firm said it", async () => {
    const [byFirm, byGrid] = [
      await fixture.complain(ComplaintState.DISPATCHED),
      await fixture.complain(ComplaintState.DISPATCHED),
    ];
    await outOfScope(byFirm, "manager");
    await outOfScope(byGrid, "gridWorker");
    expect((await fixture.stored(byFirm)).outOfScopeReported).toBe(true);
    expect((await fixture.stored(byGrid)).outOfScopeReported).toBe(false);
    const { number } = await fixture.stored(byFirm);
    expect(await notices("leader")).toContainEqual({ kind: "OUT_OF_SCOPE", number });
  });

  it("is the grid's to solve, also after it is reported solved, until it is dispatched again", async () => {
    const id = await fixture.complain(ComplaintState.DISPATCHED);
    await outOfScope(id, "manager");
    const byFirm = await change("manager", "resolveComplaint", "ComplaintStepInput", {
      complaint: id,
    });
    expect(codeOf(byFirm)).toBe("FORBIDDEN");
    await change("gridWorker", "dispatchComplaint", "ComplaintStepInput", { complaint: id });
    expect((await fixture.stored(id)).outOfScopeAt).toBeNull();
    const answered = await change("manager", "respondToComplaint", "ComplaintStepInput", {
      complaint: id,
    });
    expect(answered.data?.["respondToComplaint"].state).toBe("RESPONDED");
  });
});

describe("the callback", () => {
  it.each([
    [true, { answered: true, satisfied: true }],
    [false, { answered: true, satisfied: false }],
    [null, { answered: false, satisfied: null }],
  ])("records %s", async (satisfied, expected) => {
    const id = await fixture.complain(ComplaintState.VERIFIED);
    await change("gridWorker", "callBackComplaint", "CallBackInput", { complaint: id, satisfied });
    expect(await fixture.stored(id)).toMatchObject(expected);
    await change("owner", "reopenComplaint", "ReasonedStepInput", {
      complaint: id,
      reason: "又漏了",
    });
    expect(await fixture.stored(id)).toMatchObject({ state: "REOPENED", answered: null });
  });
});

describe("filing", () => {
  it("may judge category and grade anew", async () => {
    const id = await fixture.complain(ComplaintState.RECEIVED);
    await change("gridWorker", "fileComplaint", "FileComplaintInput", {
      complaint: id,
      category: "SEWAGE",
      grade: "EMERGENCY",
    });
    expect(await fixture.stored(id)).toMatchObject({ category: "SEWAGE", grade: "EMERGENCY" });
  });
});

describe("notifications", () => {
  it("are marked read by who they were sent to, and by nobody else", async () => {
    const unread = async (who: PersonName) =>
      (await fixture.subgraph.ask(people[who], "{ unreadNotifications }")).data?.[
        "unreadNotifications"
      ];
    const read = (who: PersonName, only?: string[]) =>
      fixture.subgraph.ask(
        people[who],
        "mutation ($ids: [ID!]) { markNotificationsRead(ids: $ids) }",
        { ids: only },
      );
    await read("manager");
    const id = await fixture.complain(ComplaintState.FILED);
    await change("gridWorker", "dispatchComplaint", "ComplaintStepInput", { complaint: id });
    expect(await unread("manager")).toBe(1);
    const { data } = await fixture.subgraph.ask(
      people.manager,
      "{ notifications(first: 1, unread: true) { edges { node { id } } } }",
    );
    const notice = data!["notifications"].edges[0].node.id;
    await read("otherManager", [notice]);
    await read("expert", [notice]);
    expect(await unread("manager")).toBe(1);
    expect((await read("manager", [notice])).data?.["markNotificationsRead"]).toBe(0);
    expect(codeOf(await read("manager", ["cmp_1"]))).toBe("INVALID_ID");
  });

  it("come page by page in one order, whichever of the actor's addresses they were sent to", async () => {
    const complaintId = await fixture.complain(ComplaintState.FILED);
    const em = fixture.subgraph.orm.em.fork();
    // Two share an instant; one is somebody else's.
    const sent = [
      ["1", people.secretary.sub, 3],
      ["2", "SECRETARY", 2],
      ["3", people.secretary.sub, 2],
      ["4", "SECRETARY", 1],
      ["5", people.manager.sub, 1],
      ["6", "SECRETARY", 0],
    ] as const;
    for (const [id, to, minute] of sent)
      em.create(Notification, {
        id: `ntf_${id}`,
        to,
        kind: TimelineKind.ESCALATED,
        complaintId,
        at: new Date(Date.UTC(2090, 0, 1, 0, minute)),
      });
    await em.flush();
    const page = async (after: string | null) =>
      (
        await fixture.subgraph.ask(
          people.secretary,
          `query ($after: String) { notifications(first: 2, after: $after) {
            edges { node { id } } pageInfo { hasNextPage endCursor } } }`,
          { after },
        )
      ).data!["notifications"];
    const read: string[] = [];
    let after: string | null = null;
    while (read.length < 5) {
      const { edges, pageInfo } = await page(after);
      read.push(...edges.map(({ node }: { node: { id: string } }) => node.id));
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    expect(read.slice(0, 5)).toEqual(["ntf_1", "ntf_3", "ntf_2", "ntf_4", "ntf_6"]);
  });

  it("are not sent to who took the step", async () => {
    const id = await fixture.complain(ComplaintState.RESPONDED, {
      community: ids.leftCommunity,
      responsibleFirmId: null,
    });
    const { number } = await fixture.stored(id);
    await change("gridWorker", "resolveComplaint", "ComplaintStepInput", { complaint: id });
    expect(await notices("gridWorker")).not.toContainEqual({ kind: "RESOLVED", number });
    expect(await notices("leader")).toContainEqual({ kind: "RESOLVED", number });
  });
});
