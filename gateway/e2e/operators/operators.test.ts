import { createTown } from "@hutong/town";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { committeeOf, dayFromNow, managerOf, onStage } from "../cases/stage.js";
import { caseRoomQuery } from "../kit/case-room.js";
import { startTestTown, type TestTown } from "../kit/town.js";

let town: TestTown;
beforeAll(async () => {
  town = await startTestTown();
});
afterAll(() => town.stop());

const seeded = createTown();
const { liftPipe } = seeded.cases;
const firmId = (operator: string): string =>
  seeded.firms.find((firm) => firm.operator === operator)!.id;
const operatorIn = (id: string): string => id.split("_")[1]!;

const workOrders = /* GraphQL */ `
  query ($first: Int!, $after: String, $firm: ID) {
    list: workOrders(first: $first, after: $after, firm: $firm) {
      edges {
        node {
          id
          createdAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;
const staff = workOrders
  .replace("workOrders(", "firmStaff(")
  .replace("createdAt", "createdAt: registeredOn");

interface Listed {
  readonly id: string;
  readonly createdAt: string;
}

/** All of a list, page by page. */
async function readAll(query: string, first: number, firm?: string): Promise<Listed[]> {
  const found: Listed[] = [];
  let after: string | null = null;
  do {
    const { data, errors }: any = await town.ask("secretary", query, { first, after, firm });
    expect(errors).toBeUndefined();
    found.push(...data.list.edges.map(({ node }: any) => node));
    after = data.list.pageInfo.hasNextPage ? data.list.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

const newestFirst = (a: Listed, b: Listed): number =>
  a.createdAt === b.createdAt ? (a.id < b.id ? 1 : -1) : a.createdAt < b.createdAt ? 1 : -1;

const step = (name: string, type: string) => async (complaint: string) => {
  const { errors } = await town.ask(
    "secretary",
    `mutation ($input: ${type}!) { ${name}(input: $input) { state } }`,
    { input: { complaint } },
  );
  expect(errors).toBeUndefined();
};
const file = step("fileComplaint", "FileComplaintInput");
const dispatch = step("dispatchComplaint", "ComplaintStepInput");

describe("the firms' lists, from four servers", () => {
  it.each([100, 37])("page by page of %d are what sorting the whole gives", async (first) => {
    const found = await readAll(workOrders, first);
    expect(found).toEqual([...found].sort(newestFirst));
    expect(found.map(({ id }) => id).toSorted()).toEqual(
      seeded.workOrders.map(({ id }) => id).toSorted(),
    );
    expect(new Set(found.map(({ id }) => operatorIn(id))).size).toBeGreaterThan(20);
  });

  it("of one firm come from that firm alone", async () => {
    const { data, extensions }: any = await town.ask("secretary", workOrders, {
      first: 5,
      firm: firmId("f01"),
    });
    expect(new Set(data.list.edges.map(({ node }: any) => operatorIn(node.id)))).toEqual(
      new Set(["f01"]),
    );
    expect(extensions.operators).toEqual([
      { subgraph: "property", id: "f01", status: "ok", milliseconds: expect.any(Number) },
    ]);
  });

  it("of people are whole as well", async () => {
    const found = await readAll(staff, 100);
    expect(found).toEqual([...found].sort(newestFirst));
    expect(found).toHaveLength(seeded.staff.length);
  });
});

describe("the contractors' lists", () => {
  it("of a community come from whoever cleans there", async () => {
    const task = seeded.cleaningTasks.find((one) => one.complaintId === liftPipe.complaintId)!;
    const { data, errors }: any = await town.ask(
      "secretary",
      `query ($id: ID!) { community(id: $id) {
        contractor { id name crews { name } } cleaningTasks(first: 100) { edges { node { id } } } projects { id } } }`,
      { id: task.communityId },
    );
    expect(errors).toBeUndefined();
    const { contractor, cleaningTasks, projects } = data.community;
    expect(contractor.id).toBe(task.contractorId);
    expect(contractor.crews).not.toHaveLength(0);
    expect(cleaningTasks.edges.map(({ node }: any) => node.id)).toContain(task.id);
    expect(projects.map(({ id }: any) => operatorIn(id))).toEqual(["f01"]);
  });
});

describe("a change", () => {
  const accept = /* GraphQL */ `
    mutation ($input: WorkOrderStepInput!) {
      acceptWorkOrder(input: $input) {
        id
        state
      }
    }
  `;

  it("goes to the firm that the id names, and to no other", async () => {
    const order = seeded.workOrders.find(({ id }) => operatorIn(id) === "f01")!;
    const { errors, extensions }: any = await town.ask("secretary", accept, {
      input: { workOrder: order.id },
    });
    // Refused by the firm itself: the consortium does not take the firms' steps.
    expect(errors[0].extensions).toMatchObject({ code: "FORBIDDEN", operator: "f01" });
    expect(extensions.operators.map(({ id }: any) => id)).toEqual(["f01"]);
  });

  it("for a firm that nobody knows is asked of nobody", async () => {
    const { errors, extensions }: any = await town.ask("secretary", accept, {
      input: { workOrder: "wo_f99_01ARZ3NDEKTSV4RRFFQ69G5FAV" },
    });
    expect(errors[0].extensions).toMatchObject({ code: "OPERATOR_UNKNOWN" });
    expect(extensions).toBeUndefined();
  });

  it.each([
    ["f02", "with a server of its own", "TS-2026-0591"],
    ["f13", "that is hosted", "TS-2026-0593"],
  ])(
    "of a case becomes the order of %s, a firm %s, and its timeline tells so",
    async (operator, _, number) => {
      const { id } = seeded.complaints.find((complaint) => complaint.number === number)!;
      const screen = town.watch(
        "secretary",
        `subscription ($id: ID!) { complaintChanged(id: $id) {
        kind complaint { timeline { kind } workOrders { id state } } } }`,
        { id },
      );
      await screen.until(({ complaintChanged }) => complaintChanged.kind === "VIEWERS_CHANGED");
      await dispatch(id);
      const { complaintChanged } = await screen.until(({ complaintChanged: { complaint } }) =>
        complaint.timeline.some(({ kind }: any) => kind === "WORK_ORDER_CREATED"),
      );
      const orders = complaintChanged.complaint.workOrders;
      expect(orders).toMatchObject([{ state: "CREATED" }]);
      expect(operatorIn(orders[0].id)).toBe(operator);
      await screen.close();
    },
  );
});

describe("with one firm's server stopped", () => {
  it("the rest of every list and of the case comes, and it is named once", async () => {
    const whole: any = await town.ask("grid-worker", caseRoomQuery, { number: liftPipe.number });
    expect(whole.errors).toBeUndefined();
    expect(operatorIn(whole.data.complaint.workOrders[0].id)).toBe("f01");

    await town.subgraphs.get("f01")!.stop();
    try {
      const { data, errors, extensions }: any = await town.ask("grid-worker", caseRoomQuery, {
        number: liftPipe.number,
      });
      expect(data.complaint.workOrders).toBeNull();
      expect(data.complaint.cleaningTasks).toEqual(whole.data.complaint.cleaningTasks);
      expect(data.complaint.contract).toEqual(whole.data.complaint.contract);
      expect(errors).toHaveLength(1);
      expect(errors[0].extensions).toMatchObject({
        code: "OPERATOR_UNAVAILABLE",
        subgraph: "property",
        operator: "f01",
        status: "unavailable",
      });
      expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|ECONN/);
      expect(extensions.operators).toContainEqual(
        expect.objectContaining({ id: "f01", status: "unavailable" }),
      );

      const list: any = await town.ask("secretary", workOrders, { first: 100 });
      expect(list.errors).toHaveLength(1);
      expect(list.errors[0].extensions).toMatchObject({ operator: "f01" });
      const ids = list.data.list.edges.map(({ node }: any) => operatorIn(node.id));
      expect(ids).toHaveLength(100);
      expect(ids).not.toContain("f01");
      expect(ids).toEqual(expect.arrayContaining(["f02", "f07"]));
    } finally {
      await town.restart("f01");
    }
    await expect
      .poll(async () => {
        const { data }: any = await town.ask("grid-worker", caseRoomQuery, {
          number: liftPipe.number,
        });
        return data.complaint.workOrders;
      })
      .toEqual(whole.data.complaint.workOrders);
  });

  it("others' work still reaches who follows them all, and its own comes when it is back, once", async () => {
    const caseOf = (number: string): string =>
      seeded.complaints.find((complaint) => complaint.number === number)!.id;
    const [before, ofOther, ofStopped] = [
      caseOf("TS-2026-0600"),
      caseOf("TS-2026-0594"),
      caseOf("TS-2026-0598"),
    ];
    const seen: string[] = [];
    const screen = town.watch(
      "secretary",
      "subscription { workOrderChanged { kind workOrder { id complaint { id } } } }",
    );
    const ordered = (complaint: string) =>
      screen.until(({ workOrderChanged }) => {
        if (workOrderChanged) seen.push(workOrderChanged.workOrder.complaint.id);
        return workOrderChanged?.workOrder.complaint.id === complaint;
      });
    // The stream knows how far it has come at the firm from what the firm has told.
    const first = ordered(before);
    await file(before);
    await dispatch(before);
    await first;
    const other = ordered(ofOther);
    await town.subgraphs.get("f01")!.stop();
    try {
      await dispatch(ofStopped);
      await file(ofOther);
      await dispatch(ofOther);
      const { workOrderChanged } = await other;
      expect(operatorIn(workOrderChanged.workOrder.id)).toBe("f02");
      expect(seen).not.toContain(ofStopped);
    } finally {
      await town.restart("f01");
    }
    const { workOrderChanged } = await ordered(ofStopped);
    expect(operatorIn(workOrderChanged.workOrder.id)).toBe("f01");
    await screen.close();
    const query = `query ($id: ID!) { complaint(id: $id) { workOrders { id } timeline { kind } } }`;
    const created = async () => {
      const { data }: any = await town.ask("secretary", query, { id: ofStopped });
      const { workOrders: orders, timeline } = data.complaint;
      return [
        orders.length,
        timeline.filter(({ kind }: any) => kind === "WORK_ORDER_CREATED").length,
      ];
    };
    await expect.poll(created).toEqual([1, 1]);
  });
});

describe("a case that changed firms", () => {
  const { doing } = onStage(() => town);
  const moved = seeded.complaints.find(({ number }) => number === "TS-2026-0507")!;
  const read = (): Promise<any> =>
    town.ask(
      "secretary",
      "query ($id: ID!) { complaint(id: $id) { firms { id } workOrders { id } } }",
      { id: moved.id },
    );
  const operatorsOf = ({ data }: any): string[] =>
    data.complaint.workOrders.map(({ id }: any) => operatorIn(id));

  it("has the orders of both firms, each from its own server, and keeps one's without the other", async () => {
    expect(operatorsOf(await read())).toEqual(["f01"]);
    const asks = { community: moved.communityId, reason: "合同到期,业主另选" };
    const { id: takeover } = await doing("secretary", "requestTakeover", asks);
    await doing(managerOf("f02"), "declareWilling", { takeover, text: "有能力也有意愿接管" });
    await doing("secretary", "consultOnTakeover", { takeover, text: "已征询全部会员单位" });
    const firm = firmId("f02");
    await doing("secretary", "recommendFirm", { takeover, firm, text: "能力与意愿俱备" });
    await doing(committeeOf("ZTL"), "decideTakeover", {
      takeover,
      approve: true,
      text: "业主表决通过",
    });
    const handOver = { takeover, on: dayFromNow(), text: "钥匙台账当面交接" };
    await doing(managerOf("f02"), "handOverTakeover", handOver);

    await expect.poll(async () => operatorsOf(await read())).toEqual(["f01", "f02"]);
    const { data, errors, extensions } = await read();
    expect(errors).toBeUndefined();
    expect(data.complaint.firms.map(({ id }: any) => id)).toEqual([firmId("f01"), firm]);
    expect(extensions.operators.map(({ id, status }: any) => [id, status])).toEqual([
      ["f01", "ok"],
      ["f02", "ok"],
    ]);

    await town.subgraphs.get("f01")!.stop();
    try {
      const without = await read();
      expect(operatorsOf(without)).toEqual(["f02"]);
      expect(without.errors).toMatchObject([
        { extensions: { code: "OPERATOR_UNAVAILABLE", operator: "f01" } },
      ]);
    } finally {
      await town.restart("f01");
    }
  });
});
