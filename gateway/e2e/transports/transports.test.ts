import { createTown } from "@hutong/town";
import { createClient as createSseClient } from "graphql-sse";
import { meros } from "meros/browser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { caseRoomSubscription } from "../kit/case-room.js";
import { startTestTown, type TestTown } from "../kit/town.js";

let town: TestTown;
beforeAll(async () => {
  town = await startTestTown();
});
afterAll(() => town.stop());

const { cases } = createTown();
const id = cases.liftPipe.complaintId;

/** Changes the case, so that there is something to tell. */
const reveal = (): Promise<unknown> =>
  town.ask(
    "firm-manager",
    "mutation ($input: RevealReporterInput!) { revealReporter(input: $input) { id } }",
    {
      input: { complaint: id, purpose: "上门前电话联系" },
    },
  );

/** Every party's part has to be in the event. */
function expectWhole({ complaint }: any): void {
  expect(complaint).toMatchObject({
    contract: { number: expect.any(String) },
    responsibleFirm: { shortName: expect.any(String) },
    workOrders: [{ state: "NEEDS_EXPERT" }],
    cleaningTasks: [{ state: "DONE" }, { state: "DONE" }],
    helpRequests: [],
  });
}

describe("a subscription across five parties", () => {
  it("comes by server-sent events", async () => {
    const client = createSseClient({
      url: `${town.url}/graphql`,
      headers: { authorization: `Bearer ${await town.tokenOf("grid-worker")}` },
      retryAttempts: 0,
    });
    const events = client.iterate({ query: caseRoomSubscription, variables: { id } });
    const first = (await events.next()).value as any;
    expectWhole(first.data.complaintChanged);
    await reveal();
    for await (const { data } of events as AsyncIterable<any>) {
      if (data.complaintChanged.kind !== "DISCLOSED") continue;
      expectWhole(data.complaintChanged);
      break;
    }
    client.dispose();
  });

  it("comes by multipart", async () => {
    const leave = new AbortController();
    const response = await fetch(`${town.url}/graphql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: 'multipart/mixed;subscriptionSpec="1.0", application/json',
        authorization: `Bearer ${await town.tokenOf("firm-manager")}`,
      },
      body: JSON.stringify({ query: caseRoomSubscription, variables: { id } }),
      signal: leave.signal,
    });
    const parts = (await meros<any>(response)) as AsyncGenerator<any>;
    for await (const part of parts) {
      if (!part.json || !part.body.payload) continue;
      expectWhole(part.body.payload.data.complaintChanged);
      break;
    }
    leave.abort();
  });

  it("is refused by plain POST, which is told where to go", async () => {
    const { status, errors } = await town.ask("grid-worker", caseRoomSubscription, { id });
    expect(status).toBe(400);
    expect(errors?.[0]?.message).toMatch(/WebSocket|event-stream/);
  });
});
