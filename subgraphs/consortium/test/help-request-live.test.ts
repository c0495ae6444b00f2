import { watch } from "@hutong/kit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { HelpRequestState } from "../src/help-request/help-request.state.js";
import {
  expertId,
  type Fixture,
  ids,
  people,
  type PersonName,
  startConsortium,
} from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startConsortium();
});
afterAll(() => fixture.stop());

const watchAs = (who: PersonName, variables: Record<string, unknown> = {}) =>
  watch(
    fixture.subgraph,
    people[who],
    `subscription ($id: ID, $complaint: ID, $after: String) {
      helpRequestChanged(id: $id, complaint: $complaint, after: $after) {
        cursor kind by organisation note
        helpRequest { id state complaint { id } offerCount offers { firm { id } }
          acceptedOffer { expert { personId name firm { shortName } } } } } }`,
    variables,
  );

const ask = "mutation ($input: AskAllFirmsInput!) { askAllFirms(input: $input) { id } }";
const offerHelp = "mutation ($input: OfferHelpInput!) { offerHelp(input: $input) { id } }";

/** The whole story through GraphQL; gives the case's id and the request's. */
async function askAll(): Promise<{ complaint: string; id: string }> {
  const complaint = fixture.knowCase();
  const input = { complaint, summary: "楼道墙面潮湿,打压正常,查不出漏点", skills: ["PIPES"] };
  const { data } = await fixture.subgraph.ask(people.manager, ask, { input });
  return { complaint, id: data?.["askAllFirms"].id };
}

async function offer(helpRequest: string): Promise<string> {
  const input = {
    helpRequest,
    expert: expertId(2),
    earliestArrival: new Date(Date.now() + 3_600_000),
    costFen: 8000,
    note: "带检漏仪来",
  };
  return (await fixture.subgraph.ask(people.helper, offerHelp, { input })).data?.["offerHelp"].id;
}

const accept = (id: string) =>
  fixture.subgraph.ask(
    people.manager,
    "mutation ($id: ID!) { acceptOffer(input: { offer: $id }) { id } }",
    { id },
  );
const arrive = (id: string) =>
  fixture.subgraph.ask(
    people.expert,
    "mutation ($id: ID!) { arriveAsExpert(input: { helpRequest: $id }) { id } }",
    { id },
  );

/** Begins after an event of its own, so that nothing later can be missed. */
async function cursorNow(): Promise<string> {
  const before = await fixture.subgraph.orm.em
    .fork()
    .execute<{ xid: string }[]>("select pg_current_xact_id()::text as xid");
  return `${before[0]!.xid}-0`;
}

describe("helpRequestChanged", () => {
  it("tells the neighborhood who was accepted, so that it can release the address to them alone", async () => {
    const after = await cursorNow();
    const { complaint, id } = await askAll();
    await accept(await offer(id));
    const stream = await watchAs("service", { after });
    expect(await stream.next()).toMatchObject({
      kind: "ASKED",
      by: "卫经理",
      organisation: "第1物业",
      helpRequest: { complaint: { id: complaint } },
    });
    expect(await stream.next()).toMatchObject({
      kind: "OFFERED",
      by: "韩经理",
      organisation: "第2物业",
      note: "带检漏仪来",
    });
    expect(await stream.next()).toMatchObject({
      kind: "ACCEPTED",
      by: "卫经理",
      note: "采纳第2物业专家2的应援",
      helpRequest: {
        state: "ACCEPTED",
        acceptedOffer: {
          expert: { personId: people.expert.sub, name: "专家2", firm: { shortName: "第2物业" } },
        },
      },
    });
    await stream.close();
  });

  it("lets a rival know that somebody offered, not who, nor what they said", async () => {
    const after = await cursorNow();
    const { id } = await askAll();
    await accept(await offer(id));
    await arrive(id);
    const rival = await watchAs("rival", { id, after });
    expect(await rival.next()).toMatchObject({ kind: "ASKED", by: "卫经理" });
    expect(await rival.next()).toMatchObject({
      kind: "OFFERED",
      by: "成员企业",
      organisation: null,
      note: null,
      helpRequest: { offerCount: 1, offers: [] },
    });
    expect(await rival.next()).toMatchObject({
      kind: "ACCEPTED",
      by: "卫经理",
      note: null,
      helpRequest: { acceptedOffer: null },
    });
    expect(await rival.next()).toMatchObject({
      kind: "ARRIVED",
      by: "成员企业",
      organisation: null,
    });
    await rival.close();
    const grid = await watchAs("gridWorker", { id, after });
    await grid.next();
    expect(await grid.next()).toMatchObject({
      kind: "OFFERED",
      by: "韩经理",
      organisation: "第2物业",
    });
    await grid.close();
  });

  it("keeps what is told in the outbox free of names", async () => {
    const { id } = await askAll();
    await offer(id);
    const rows = await fixture.subgraph.orm.em
      .fork()
      .execute<{ payload: object }[]>("select payload from outbox where payload->>'request' = ?", [
        id,
      ]);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/经理|专家|检漏仪|潮湿/);
  });

  it("comes by itself to whoever has the case open", async () => {
    const { complaint, id } = await askAll();
    const other = await askAll();
    const after = await cursorNow();
    const stream = await watchAs("gridWorker", { complaint, after });
    const arriving = stream.next();
    await offer(other.id);
    await offer(id);
    expect(await arriving).toMatchObject({
      kind: "OFFERED",
      helpRequest: { id, state: "OFFERED" },
    });
    await stream.close();
  });

  it("resumes after a cursor without loss or repetition", async () => {
    const { id } = await askAll();
    const first = await watchAs("manager", { id, after: "1-0" });
    const { cursor, kind } = await first.next();
    expect(kind).toBe("ASKED");
    await first.close();
    await offer(id);
    const second = await watchAs("manager", { id, after: cursor });
    expect((await second.next()).kind).toBe("OFFERED");
    await second.close();
  });

  it("never tells of a request that is not the actor's to see", async () => {
    const after = await cursorNow();
    const foreign = await askAll();
    const theirs = await fixture.request(HelpRequestState.BROADCAST, {
      communityId: ids.otherCommunity,
    });
    await offer(theirs);
    const stream = await watchAs("otherGridWorker", { after });
    expect((await stream.next()).helpRequest.id).toBe(theirs);
    expect(theirs).not.toBe(foreign.id);
    await stream.close();
  });

  it("says nothing of a draft that is thrown away", async () => {
    const after = await cursorNow();
    const draft = await fixture.request(HelpRequestState.DRAFT);
    const withdraw =
      'mutation ($id: ID!) { withdrawHelpRequest(input: { helpRequest: $id, reason: "自行解决" }) { state } }';
    expect(await fixture.code("manager", withdraw, { id: draft })).toBeUndefined();
    const { id } = await askAll();
    const stream = await watchAs("secretary", { after });
    expect(await stream.next()).toMatchObject({ kind: "ASKED", helpRequest: { id } });
    await stream.close();
  });

  it.each([
    ["otherGridWorker", {}, "FORBIDDEN"],
    ["app", { id: null }, "FORBIDDEN"],
    ["manager", { id: ids.unknownRequest }, "NOT_FOUND"],
    ["manager", { id: "hof_x" }, "INVALID_ID"],
    ["manager", { id: null, complaint: "hrq_x" }, "INVALID_ID"],
  ] as const)("is refused to %s with %j", async (who, variables, code) => {
    const id = await fixture.request(HelpRequestState.BROADCAST);
    const stream = await watchAs(who, { id, ...variables });
    expect(await stream.next()).toMatchObject({ errors: [{ extensions: { code } }] });
    await stream.close();
  });

  it("refuses a cursor that it did not make", async () => {
    const stream = await watchAs("manager", { after: "nonsense" });
    expect(await stream.next()).toMatchObject({
      errors: [{ extensions: { code: "INVALID_CURSOR" } }],
    });
    await stream.close();
  });
});
