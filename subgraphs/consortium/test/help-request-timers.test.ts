import { setDomainClock } from "@hutong/kit";
import { watch } from "@hutong/kit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { HelpRequestState } from "../src/help-request/help-request.state.js";
import { LibraryCase } from "../src/library/library-case.entity.js";
import { expertId, type Fixture, people, startConsortium } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startConsortium();
});
afterEach(() => setDomainClock());
afterAll(() => fixture.stop());

const hour = 3_600_000;
/** Lets the domain's time be so many hours later than it is. */
const later = (hours: number): void =>
  setDomainClock({ start: new Date(Date.now() + hours * hour), speed: 1, since: new Date() });

const changed = `subscription ($id: ID) { helpRequestChanged(id: $id, after: "0-0") {
  kind by organisation helpRequest { id state steps } } }`;

async function askAll(): Promise<string> {
  const { data, errors } = await fixture.subgraph.ask(
    people.manager,
    'mutation ($c: ID!) { askAllFirms(input: { complaint: $c, summary: "楼道墙面潮湿,打压正常,查不出漏点", skills: [] }) { id } }',
    { c: fixture.knowCase() },
  );
  expect(errors).toBeUndefined();
  return data!["askAllFirms"].id;
}

async function offer(id: string): Promise<string> {
  const { data, errors } = await fixture.subgraph.ask(
    people.helper,
    `mutation ($id: ID!) { offerHelp(input: { helpRequest: $id, expert: "${expertId(2)}", costFen: 0,
      earliestArrival: "2999-01-01T00:00:00Z" }) { id } }`,
    { id },
  );
  expect(errors).toBeUndefined();
  return data!["offerHelp"].id;
}

/** Waits for an event of the kind. */
async function until(stream: Awaited<ReturnType<typeof watch>>, kind: string) {
  for (;;) {
    const event = await stream.next();
    if (event.kind === kind) return event;
  }
}

describe("the deadline for offers", () => {
  it("passes without one: the secretariat is told, and may send somebody", async () => {
    const quiet = await askAll();
    const answered = await askAll();
    await offer(answered);
    const stream = await watch(fixture.subgraph, people.secretary, changed, { id: quiet });
    const told = until(stream, "NO_OFFER");
    later(3.9);
    expect((await fixture.stored(quiet)).state).toBe("BROADCAST");
    later(4.1);
    expect(await told).toMatchObject({
      by: "系统",
      organisation: null,
      helpRequest: { id: quiet, state: "NO_OFFER", steps: ["DIRECT", "WITHDRAW"] },
    });
    await stream.close();
    expect((await fixture.stored(answered)).state).toBe("OFFERED");
  });

  it("is looked at again when the last offer is taken back after it", async () => {
    const id = await askAll();
    const offered = await offer(id);
    const other = await askAll();
    const stream = await watch(fixture.subgraph, people.secretary, changed, { id: other });
    later(5);
    await until(stream, "NO_OFFER");
    await stream.close();
    expect((await fixture.stored(id)).state).toBe("OFFERED");
    const mine = await watch(fixture.subgraph, people.secretary, changed, { id });
    const taken = await fixture.code(
      "helper",
      "mutation ($id: ID!) { withdrawOffer(input: { offer: $id }) { id } }",
      { id: offered },
    );
    expect(taken).toBeUndefined();
    expect((await until(mine, "NO_OFFER")).helpRequest.state).toBe("NO_OFFER");
    await mine.close();
  });
});

describe("a confirmed consultation", () => {
  const confirm = "mutation ($id: ID!) { confirmHelp(input: { helpRequest: $id }) { state } }";
  const close = "mutation ($id: ID!) { closeHelpRequest(input: { helpRequest: $id }) { state } }";

  it("is archived by itself after a week, and once, also where it was closed before", async () => {
    const [forgotten, closed] = await Promise.all(
      [1, 2].map(async () => {
        const id = await fixture.request(HelpRequestState.ADVISED, { advice: "更换暗埋弯头" });
        expect(await fixture.code("manager", confirm, { id })).toBeUndefined();
        return id;
      }),
    );
    expect(await fixture.code("manager", close, { id: closed })).toBeUndefined();
    const stream = await watch(fixture.subgraph, people.secretary, changed, { id: forgotten });
    const told = until(stream, "CLOSED");
    later(7 * 24 + 1);
    expect(await told).toMatchObject({ by: "系统", helpRequest: { state: "CLOSED", steps: [] } });
    await stream.close();
    const em = fixture.subgraph.orm.em.fork();
    for (const id of [forgotten, closed])
      expect(await em.count(LibraryCase, { helpRequestId: id! })).toBe(1);
  });
});
