import { setDomainClock } from "@hutong/kit";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

import { Community } from "../src/community/community.entity.js";
import { followTakeovers } from "../src/community/takeovers.follow.js";
import { type Fixture, ids, startNeighborhood } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startNeighborhood();
});
afterEach(() => setDomainClock());
afterAll(() => fixture.subgraph.stop());

const tell = (step: string, community: string, handOverOn: string) =>
  fixture.subgraph.orm.em.fork().transactional((em) =>
    followTakeovers.handle(
      {
        cursor: "1",
        step,
        takeover: { handOverOn, community: { id: community }, firm: { id: ids.otherFirm } },
      },
      em,
    ),
  );
const firmOf = async (community: string) =>
  (await fixture.subgraph.orm.em.fork().findOneOrFail(Community, community)).firmId;

/** Until a community has the new firm; the test's own time limit ends a wait in vain. */
async function changed(community: string): Promise<void> {
  while ((await firmOf(community)) !== ids.otherFirm)
    await new Promise((resolve) => setImmediate(resolve));
}

it("gives a community its new firm from the day of the hand-over on, and not before", async () => {
  await tell("HAND_OVER", ids.leftCommunity, "2026-01-05");
  await changed(ids.leftCommunity);

  const before = await firmOf(ids.community);
  await tell("DECIDE", ids.community, "2026-01-05");
  await tell("HAND_OVER", ids.community, "2999-05-01");
  const justBefore = new Date("2999-04-30T23:59:30+08:00");
  setDomainClock({ start: justBefore, speed: 1, since: new Date() });
  expect(await firmOf(ids.community)).toBe(before);
  setDomainClock({ start: new Date("2999-05-01T00:00:00+08:00"), speed: 1, since: new Date() });
  await changed(ids.community);
});
