import { newId } from "@hutong/kit";
import { startTestSubgraph, type TestSubgraph, watch } from "@hutong/kit/testing";
import { afterAll, beforeAll, expect, it } from "vitest";

import { ConductCase } from "../src/conduct/conduct-case.entity.js";
import { consortium } from "../src/subgraph.js";
import { firmId, people, register } from "./fixture.js";
import { type NeighborhoodStub, startNeighborhood } from "./neighborhood.stub.js";

let neighborhood: NeighborhoodStub;
let subgraph: TestSubgraph;
let secretariat: Awaited<ReturnType<typeof watch>>;
beforeAll(async () => {
  neighborhood = await startNeighborhood();
  subgraph = await startTestSubgraph(consortium, {
    hubUrl: neighborhood.url,
    serviceToken: async () => "of the consortium",
  });
  await register(subgraph);
  secretariat = await watch(
    subgraph,
    people.secretary,
    `subscription { conductCaseChanged(after: "0-0") { step conductCase { id state reason complaint { id } firm { id standing } history { by } } } }`,
  );
});
afterAll(async () => {
  await secretariat.close();
  await subgraph.stop();
  await neighborhood.stop();
});

function escalated(kind: string, id: string, firm: string | null, complaint = newId("cmp")): void {
  neighborhood.tell("complaintEscalated", {
    kind,
    at: "2026-03-02T01:00:00.000Z",
    escalation: {
      id,
      reason: "公司总部逾期未答复",
      firm: firm && { id: firm },
      complaint: { id: complaint, number: "TS-2026-0007" },
    },
  });
}
const casesOf = (escalationId: string) =>
  subgraph.orm.em.fork().find(ConductCase, { escalationId });

it("opens one supervision for a case that reached the consortium, though it is told twice", async () => {
  const [id, complaint] = [newId("esc"), newId("cmp")];
  escalated("RAISED", id, firmId(3), complaint);
  escalated("RAISED", id, firmId(3), complaint);
  const other = newId("esc");
  escalated("RAISED", other, firmId(4));
  expect(await secretariat.next()).toMatchObject({
    step: "OPEN",
    conductCase: {
      state: "OPENED",
      reason: "TS-2026-0007 公司总部逾期未答复",
      complaint: { id: complaint },
      firm: { id: firmId(3), standing: "WATCHED" },
      history: [{ by: "系统" }],
    },
  });
  expect((await secretariat.next()).conductCase.firm.id).toBe(firmId(4));
  expect(await casesOf(id)).toHaveLength(1);
});

it("passes over what has no firm, or a firm that is no member, and goes on", async () => {
  escalated("RAISED", newId("esc"), null);
  escalated("RAISED", newId("esc"), "firm_01ARZ3NDEKTSV4RRFFQ69G5F98");
  escalated("RAISED", newId("esc"), firmId(5));
  expect((await secretariat.next()).conductCase.firm.id).toBe(firmId(5));
});

it("ends by itself when the case turns out to be none of the firm's, unless sanctions have begun", async () => {
  const [free, interviewed] = [newId("esc"), newId("esc")];
  escalated("RAISED", free, firmId(6));
  escalated("RAISED", interviewed, firmId(7));
  await secretariat.next();
  const { conductCase } = await secretariat.next();
  await subgraph.ask(
    people.secretary,
    'mutation ($id: ID!) { holdInterview(input: { conductCase: $id, interviewWith: "卫经理", record: "承诺三日内修复" }) { id } }',
    { id: conductCase.id },
  );
  await secretariat.next();
  escalated("DROPPED", interviewed, firmId(7));
  escalated("DROPPED", free, firmId(6));
  expect(await secretariat.next()).toMatchObject({
    step: "CLOSE",
    conductCase: { state: "CLOSED", firm: { id: firmId(6), standing: "GOOD" } },
  });
  expect((await casesOf(interviewed))[0]!.state).toBe("INTERVIEWED");
});
