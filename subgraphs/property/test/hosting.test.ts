import { seedOnce } from "@hutong/kit";
import { createTestDatabase, startTestSubgraph, type TestSubgraph } from "@hutong/kit/testing";
import { createTown } from "@hutong/town";
import { afterEach, describe, expect, it } from "vitest";

import { property, seedProperty } from "../src/index.js";
import { WorkKind, WorkOrderFunding } from "../src/work-order/work-kind.js";
import { WorkOrder } from "../src/work-order/work-order.entity.js";
import { record, WorkOrderEventKind } from "../src/work-order/work-order.events.js";
import { WorkOrderState } from "../src/work-order/work-order.state.js";
import { ids, people, seedFirms, watch } from "./fixture.js";

const running: TestSubgraph[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((subgraph) => subgraph.stop()));
});

async function start(operators?: readonly string[], databaseUrl?: string): Promise<TestSubgraph> {
  const subgraph = await startTestSubgraph(property, {
    databaseUrl: databaseUrl ?? (await createTestDatabase()),
    ...(operators && { operators }),
  });
  running.push(subgraph);
  return subgraph;
}

const town = createTown();
const secretary = people.secretary;
const lists = `{ workOrders(first: 100) { edges { node { id } } } firmStaff(first: 100) { edges { node { id } } } }`;
const idsIn = ({ data }: { data?: any }): string[] =>
  [data.workOrders, data.firmStaff].flatMap(({ edges }) => edges.map(({ node }: any) => node.id));
const operatorsIn = (list: readonly string[]): string[] =>
  [...new Set(list.map((id) => id.split("_")[1]!))].toSorted();

describe("a server for some of the firms", () => {
  it("is seeded with theirs, and gives nothing of another's", async () => {
    const subgraph = await start(["f02", "f05"]);
    const { hosts } = subgraph.hosting;
    await seedOnce(subgraph.orm, "demo", (em) => seedProperty(em, hosts));
    const found = idsIn(await subgraph.ask(secretary, lists));
    expect(operatorsIn(found)).toEqual(["f02", "f05"]);
    const own = town.workOrders.filter(({ id }) => /^wo_f0[25]_/.test(id));
    expect(await subgraph.orm.em.fork().count(WorkOrder)).toBe(own.length);
    expect(await subgraph.orm.em.fork().count(WorkOrder, {}, { filters: false })).toBe(own.length);
  });

  it("finds nothing of a firm that has moved away, though its rows are still there", async () => {
    const url = await createTestDatabase();
    const all = await start(undefined, url);
    await seedFirms(all.orm.em.fork());
    const [kept, left] = [await start(["f07"], url), await start(["f08"], url)];

    expect(operatorsIn(idsIn(await all.ask(secretary, lists)))).toEqual(["f07", "f08"]);
    expect(operatorsIn(idsIn(await kept.ask(secretary, lists)))).toEqual(["f07"]);
    expect(operatorsIn(idsIn(await left.ask(secretary, lists)))).toEqual(["f08"]);

    const query = `query ($r: [_Any!]!) { _entities(representations: $r) {
      ... on FirmStaff { id } ... on PropertyProject { id staff { id } } ... on PropertyFirm { projects { id } } } }`;
    const r = [
      { __typename: "FirmStaff", id: ids.otherRepairer },
      { __typename: "PropertyProject", id: ids.otherProject },
      { __typename: "PropertyFirm", id: ids.otherFirm },
    ];
    const { data } = await kept.ask(secretary, query, { r });
    expect(data!["_entities"]).toEqual([null, null, { projects: [] }]);
    const here = await left.ask(secretary, query, { r });
    expect(here.data!["_entities"]).toMatchObject([
      { id: ids.otherRepairer },
      { id: ids.otherProject, staff: [{ id: ids.otherRepairer }] },
      { projects: [{ id: ids.otherProject }] },
    ]);
  });

  it("does not let another's staff be given its work", async () => {
    const subgraph = await start(["f07"]);
    await seedFirms(subgraph.orm.em.fork());
    const { errors } = await subgraph.ask(
      people.manager,
      "mutation ($input: ClockInInput!) { clockIn(input: $input) { id } }",
      { input: { project: ids.otherProject } },
    );
    expect(errors![0]!.extensions["code"]).toBe("NOT_FOUND");
  });

  it("tells of its own events alone", async () => {
    const url = await createTestDatabase();
    const all = await start(undefined, url);
    await seedFirms(all.orm.em.fork());
    const kept = await start(["f07"], url);
    const streams = await Promise.all([kept, all].map((one) => watch(one, "secretary")));
    const em = all.orm.em.fork();
    for (const [project, id] of [
      [ids.otherProject, "wo_f08_01ARZ3NDEKTSV4RRFFQ69G5FA1"],
      [ids.project, "wo_f07_01ARZ3NDEKTSV4RRFFQ69G5FA2"],
    ] as const) {
      const order = em.create(WorkOrder, {
        id,
        number: id,
        title: "立管",
        state: WorkOrderState.CREATED,
        work: WorkKind.MINOR_REPAIR,
        funding: WorkOrderFunding.SERVICE_FEE,
        firmId: ids.firm,
        project,
        communityId: ids.community,
        createdAt: new Date(),
      });
      record(em, order, WorkOrderEventKind.CREATED, { by: "系统" });
    }
    await em.flush();
    const [ofKept, ofAll] = streams as [(typeof streams)[0], (typeof streams)[0]];
    expect((await ofKept.next()).workOrder.id).toMatch(/^wo_f07_/);
    expect((await ofAll.next()).workOrder.id).toMatch(/^wo_f08_/);
    expect((await ofAll.next()).workOrder.id).toMatch(/^wo_f07_/);
    await Promise.all(streams.map((stream) => stream.close()));
  });

  it.each([["F07"], ["f07' or true"], [""]])("refuses %j as an operator", async (operator) => {
    await expect(start([operator])).rejects.toThrow(/is no operator/);
  });
});

it("keeps a firm's rules for grabbing with the firm", async () => {
  const url = await createTestDatabase();
  const all = await start(undefined, url);
  await seedFirms(all.orm.em.fork());
  const kept = await start(["f07"], url);
  const rules = (firm: string, claims: typeof people.manager) =>
    kept.ask(
      claims,
      "mutation ($input: SetGrabRulesInput!) { setGrabRules(input: $input) { maxOpen } }",
      { input: { firm, maxOpen: 4 } },
    );
  expect((await rules(ids.firm, people.manager)).data!["setGrabRules"]).toEqual({ maxOpen: 4 });
  expect((await rules(ids.otherFirm, people.otherManager)).errors![0]!.extensions["code"]).toBe(
    "NOT_FOUND",
  );
});
