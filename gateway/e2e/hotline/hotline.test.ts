import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, it } from "vitest";

import { startTestTown, type TestTown } from "../kit/town.js";

let town: TestTown;
beforeAll(async () => {
  town = await startTestTown();
});
afterAll(() => town.stop());

const ok = async (who: string, query: string, variables: Record<string, unknown> = {}) => {
  const { data, errors } = await town.ask(who, query, variables);
  expect(errors).toBeUndefined();
  return data!;
};

it("takes a call down, makes it the neighborhood's case once, and follows it as the grid works", async () => {
  const { myGrids } = await ok("grid-worker", "{ myGrids { communities { id } } }");
  const community = myGrids[0].communities[0].id;
  const period = 'from: "2000-01-01", to: "2999-01-01"';
  const counted = async () =>
    (await ok("secretary", `{ rates(${period}) { received } }`)).rates.received;
  const before = await counted();
  const desk = town.watch(
    "secretary",
    "subscription { hotlineTicketChanged { step hotlineTicket { id number state complaint { id number channel sourceRef state reporter { phone } } } } }",
  );
  const log = `mutation ($key: ID!, $community: ID!) { logTicket(input: { key: $key, community: $community,
    title: "阳台返水", description: "污水管漏到一楼阳台", category: SEWAGE, publicPlace: "3号楼2单元", place: "3号楼2单元101室",
    callerName: "欧阳修", callerPhone: "13812345678" }) { id number } }`;
  const forwarding = desk.until(
    ({ hotlineTicketChanged }) => hotlineTicketChanged.step === "FORWARD",
  );
  const key = randomUUID();
  const { logTicket: ticket } = await ok("secretary", log, { key, community });
  expect((await ok("secretary", log, { key, community })).logTicket).toEqual(ticket);
  const { complaint } = (await forwarding)["hotlineTicketChanged"].hotlineTicket;
  expect(complaint).toMatchObject({ channel: "HOTLINE", sourceRef: ticket.number });
  expect(complaint.reporter.phone).toBe("138****5678");

  const dispatched = desk.until(
    ({ hotlineTicketChanged: { hotlineTicket } }) =>
      hotlineTicket.id === ticket.id && hotlineTicket.state === "DISPATCHED",
  );
  const step = (name: string) =>
    `mutation ($id: ID!) { ${name}(input: { complaint: $id }) { state } }`;
  await ok("grid-worker", step("fileComplaint"), { id: complaint.id });
  await ok("grid-worker", step("dispatchComplaint"), { id: complaint.id });
  await dispatched;
  await desk.close();
  expect(await counted()).toBe(before + 1);
  const { complaint: seen } = await ok(
    "secretary",
    "query ($id: ID!) { complaint(id: $id) { hotlineTicket { number clocks { kind } } } }",
    { id: complaint.id },
  );
  expect(seen.hotlineTicket).toEqual({
    number: ticket.number,
    clocks: [{ kind: "PUBLIC_RESPOND" }, { kind: "PUBLIC_RESOLVE" }],
  });
});
