import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { startSubgraph } from "@hutong/kit";
import { createTestDatabase, createTestIssuer } from "@hutong/kit/testing";
import { buildSchema } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { pino } from "pino";
import { afterEach, beforeEach, expect, it } from "vitest";
import { WebSocketServer } from "ws";

import { property } from "../src/index.js";
import { PropertyProject } from "../src/project/project.entity.js";
import { WorkOrder } from "../src/work-order/work-order.entity.js";
import { WorkOrderState } from "../src/work-order/work-order.state.js";
import { ids, seedFirms, watch } from "./fixture.js";

const schema = buildSchema(/* GraphQL */ `
  scalar DateTime
  enum ComplaintEventKind {
    REPORTED
    ADVANCED
    DISPATCHED
  }
  type PropertyFirm {
    id: ID!
    operator: String!
    shortName: String!
    hotline: String!
  }
  type Community {
    id: ID!
    name: String!
    address: String!
  }
  type Complaint {
    id: ID!
    number: String!
    title: String!
    responsibleFirm: PropertyFirm
    community: Community!
  }
  type ComplaintEvent {
    cursor: String!
    kind: ComplaintEventKind!
    at: DateTime!
    complaint: Complaint
  }
  type Query {
    unused: Boolean
  }
  type Subscription {
    complaintChanged(kinds: [ComplaintEventKind!], after: String): ComplaintEvent!
  }
`);

const firm = { id: ids.firm, operator: "f07", shortName: "安居物业", hotline: "6800-0001" };
const community = { id: ids.community, name: "和苑", address: "东街 1 号" };
const otherCommunity = { id: ids.otherCommunity, name: "桂园", address: "西街 2 号" };

interface Dispatch {
  cursor: string;
  kind: string;
  at: string;
  complaint: {
    id: string;
    number: string;
    title: string;
    responsibleFirm: typeof firm | null;
    community: typeof community;
  };
}

/** Stands in for the hub: a log of events that can be followed from any cursor. */
async function startHub() {
  const log: Dispatch[] = [];
  const asked: string[] = [];
  let wake: () => void = () => {};
  async function* follow(after: string): AsyncGenerator<{ complaintChanged: Dispatch }> {
    for (let next = after === "0-0" ? 0 : Number(after); ;) {
      while (next < log.length) yield { complaintChanged: log[next++]! };
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  const http = createServer();
  const sockets = new WebSocketServer({ server: http, path: "/graphql" });
  const handle = useServer(
    {
      schema,
      roots: {
        subscription: {
          complaintChanged: ({ after }: { after: string }) => {
            asked.push(after);
            return follow(after) as never;
          },
        },
      },
    },
    sockets,
  );
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`,
    /** The cursors it was asked to go on after. */
    asked,
    tell: (complaint: string, overrides: Partial<Dispatch["complaint"]> = {}, at = new Date()) => {
      const position = log.length + 1;
      log.push({
        cursor: `${position}`,
        kind: "DISPATCHED",
        at: at.toISOString(),
        complaint: {
          id: complaint,
          number: `TS-2026-${position}`,
          title: "厨房立管渗水",
          responsibleFirm: firm,
          community,
          ...overrides,
        },
      });
      wake();
    },
    stop: async () => {
      await handle.dispose();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}

const cmp = (n: number): string => `cmp_01ARZ3NDEKTSV4RRFFQ69G6F${n.toString().padStart(2, "0")}`;
const issuer = await createTestIssuer();
let hub: Awaited<ReturnType<typeof startHub>>;
let databaseUrl: string;
const running: { stop: () => Promise<void> }[] = [];

/** The firms' server, on the same database each time. */
async function start() {
  const subgraph = await startSubgraph(property, {
    port: 0,
    databaseUrl,
    issuers: [issuer],
    operators: ["f07", "f08"],
    hubUrl: hub.url,
    serviceToken: () => issuer.sign({ sub: "property", role: "SERVICE", org: "property" }),
    log: pino({ level: "silent" }),
  });
  running.push(subgraph);
  return { ...subgraph, issuer, ask: null as never };
}

const ordersOf = (
  subgraph: Awaited<ReturnType<typeof start>>,
  complaintId: string,
): Promise<WorkOrder[]> => subgraph.orm.em.fork().find(WorkOrder, { complaintId });

beforeEach(async () => {
  hub = await startHub();
  databaseUrl = await createTestDatabase();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((subgraph) => subgraph.stop()));
  await hub.stop();
});

it("makes a dispatched complaint the firm's work order once, though it is told twice", async () => {
  const subgraph = await start();
  await seedFirms(subgraph.orm.em.fork());
  const stream = await watch(subgraph, "secretary");
  const first = stream.next();
  const at = new Date(Date.now() - 5_000);
  hub.tell(cmp(1), {}, at);
  hub.tell(cmp(1));
  hub.tell(cmp(2));
  expect(await first).toMatchObject({
    kind: "CREATED",
    by: "系统",
    organisation: "安居物业",
    workOrder: {
      state: "CREATED",
      title: "厨房立管渗水",
      complaint: { id: cmp(1) },
      assignee: null,
    },
  });
  // The second telling lay between the two: had it made an order, that would come first.
  expect((await stream.next()).workOrder.complaint.id).toBe(cmp(2));
  await stream.close();
  const [order, ...others] = await ordersOf(subgraph, cmp(1));
  expect(others).toEqual([]);
  expect(order).toMatchObject({ firmId: ids.firm, communityId: ids.community, createdAt: at });
  expect(order!.id).toMatch(/^wo_f07_/);
  expect(order!.number).toMatch(/^GD-07-\d{4,}$/);
});

it("goes on after a restart where it stopped, and catches up on what it missed", async () => {
  const before = await start();
  await seedFirms(before.orm.em.fork());
  const watched = await watch(before, "secretary");
  const made = watched.next();
  hub.tell(cmp(1));
  await made;
  await watched.close();
  await running.pop()!.stop();

  hub.tell(cmp(1));
  hub.tell(cmp(2));
  const after = await start();
  const stream = await watch(after, "secretary");
  const next = stream.next();
  hub.tell(cmp(3));
  let seen = await next;
  // What was missed may have been made before this stream began.
  while (seen.workOrder.complaint.id !== cmp(3)) seen = await stream.next();
  await stream.close();
  expect(hub.asked).toEqual(["0-0", "1"]);
  for (const complaint of [cmp(1), cmp(2), cmp(3)])
    expect(await ordersOf(after, complaint)).toHaveLength(1);
});

it("writes a new order for a case that is dispatched again after the first was closed", async () => {
  const subgraph = await start();
  await seedFirms(subgraph.orm.em.fork());
  const stream = await watch(subgraph, "secretary");
  const first = stream.next();
  hub.tell(cmp(1));
  const { workOrder } = await first;
  await subgraph.orm.em
    .fork()
    .nativeUpdate(WorkOrder, { id: workOrder.id }, { state: WorkOrderState.CLOSED });
  hub.tell(cmp(1));
  expect((await stream.next()).workOrder.id).not.toBe(workOrder.id);
  await stream.close();
});

it("passes over a case without a firm, a firm served elsewhere, and one that has handed the place over", async () => {
  const subgraph = await start();
  await seedFirms(subgraph.orm.em.fork());
  const stream = await watch(subgraph, "secretary");
  const first = stream.next();
  hub.tell(cmp(1), { responsibleFirm: null });
  hub.tell(cmp(2), {
    responsibleFirm: { ...firm, id: ids.project.replace("prj_f07", "firm"), operator: "f29" },
  });
  await subgraph.orm.em
    .fork()
    .nativeUpdate(PropertyProject, { id: ids.otherProject }, { handedOverOn: "2999-01-01" });
  hub.tell(cmp(4), {
    responsibleFirm: { ...firm, id: ids.otherFirm, operator: "f08" },
    community: otherCommunity,
  });
  hub.tell(cmp(3));
  expect((await first).workOrder.complaint.id).toBe(cmp(3));
  await stream.close();
  for (const complaint of [cmp(1), cmp(2), cmp(4)])
    expect(await ordersOf(subgraph, complaint)).toEqual([]);
});

it("opens the service centre of a firm whose first case in a community comes before the hand-over", async () => {
  const subgraph = await start();
  await seedFirms(subgraph.orm.em.fork());
  const stream = await watch(subgraph, "secretary");
  const first = stream.next();
  hub.tell(cmp(1), { community: otherCommunity });
  expect((await first).workOrder.complaint.id).toBe(cmp(1));
  hub.tell(cmp(2), { community: otherCommunity });
  expect((await stream.next()).workOrder.complaint.id).toBe(cmp(2));
  await stream.close();
  const opened = await subgraph.orm.em
    .fork()
    .find(PropertyProject, { firmId: ids.firm, communityId: ids.otherCommunity });
  expect(opened).toMatchObject([{ name: "桂园服务中心", firmShortName: "安居物业" }]);
  expect(opened[0]!.id).toMatch(/^prj_f07_/);
});
