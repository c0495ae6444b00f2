import { ComplaintState } from "@hutong/kit";
import { watch } from "@hutong/kit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Fixture, ids, people, type PersonName, startNeighborhood } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startNeighborhood();
});
afterAll(() => fixture.subgraph.stop());

const watchAs = (who: PersonName, variables: Record<string, unknown> = {}) =>
  watch(
    fixture.subgraph,
    people[who],
    `subscription ($id: ID, $after: String) {
      complaintChanged(id: $id, after: $after) { cursor kind complaint { id state viewers { name } } } }`,
    variables,
  );

const dispatch = (id: string) =>
  fixture.subgraph.ask(
    people.gridWorker,
    "mutation ($i: ComplaintStepInput!) { dispatchComplaint(input: $i) { state } }",
    {
      i: { complaint: id },
    },
  );

describe("complaintChanged", () => {
  it("tells of a step, with the case as it is now", async () => {
    const id = await fixture.complain(ComplaintState.FILED);
    const stream = await watchAs("manager", { id });
    await stream.until("VIEWERS_CHANGED");
    await dispatch(id);
    expect(await stream.until("DISPATCHED")).toMatchObject({
      complaint: { id, state: "DISPATCHED" },
    });
    await stream.close();
  });

  it("resumes after a cursor without loss or repetition", async () => {
    const id = await fixture.complain(ComplaintState.FILED);
    const first = await watchAs("manager", { id });
    const { cursor } = await first.until("VIEWERS_CHANGED");
    await first.close();
    await dispatch(id);
    const second = await watchAs("manager", { id, after: cursor });
    expect(await second.until("DISPATCHED")).toMatchObject({ complaint: { state: "DISPATCHED" } });
    await second.close();
  });

  it("is refused for somebody else's case", async () => {
    const id = await fixture.complain();
    const stream = await watchAs("otherManager", { id });
    expect(await stream.next()).toMatchObject({ errors: [{ extensions: { code: "FORBIDDEN" } }] });
    await stream.close();
  });

  it("never tells of somebody else's case", async () => {
    const other = await watchAs("otherManager");
    const own = await watchAs("manager");
    const theirs = await fixture.complain(ComplaintState.FILED);
    const id = await fixture.complain(ComplaintState.FILED, {
      community: ids.thirdCommunity,
      responsibleFirmId: people.otherManager.org,
    });
    await dispatch(theirs);
    await dispatch(id);
    expect((await other.until("DISPATCHED")).complaint.id).toBe(id);
    expect((await own.until("DISPATCHED")).complaint.id).toBe(theirs);
    await other.close();
    await own.close();
  });

  it("shows who else has the case open, until they leave", async () => {
    const id = await fixture.complain();
    const worker = await watchAs("gridWorker", { id });
    await worker.next();
    const manager = await watchAs("manager", { id });
    await manager.next();
    let event = await worker.next();
    expect(event.complaint.viewers).toEqual([{ name: "卫经理" }]);
    await manager.close();
    event = await worker.next();
    expect(event.complaint.viewers).toEqual([]);
    await worker.close();
  });
});
