import { afterEach, describe, expect, test } from "vitest";
import { orderId, type OperatorWorld, startOperators } from "./support/operators.js";

let world: OperatorWorld;
afterEach(() => world[Symbol.asyncDispose]());

const orders = (operator: string, ...times: number[]) =>
  times.map((reportedAt) => ({ id: orderId(operator, reportedAt), reportedAt, title: operator }));
const start = async () => {
  world = await startOperators({
    orders: {
      f01: orders("f01", 1, 4, 7),
      f02: orders("f02", 2, 5, 8),
      "f03+f04": orders("f03", 3, 6),
    },
    town: {
      communities: [
        { id: "one", firms: ["firm_f01"], main: "firm_f04" },
        { id: "two", firms: null },
      ],
    },
    limits: { retries: 0 },
  });
};
const requests = () => Object.values(world.servers).map((server) => server.requests.length);

describe("a field of an entity that everybody is asked for", () => {
  test("merges the lists of all for each entity, in order, with one request to each server", async () => {
    await start();
    const { data, errors } = await world.run("{ communities { id latest { reportedAt } } }");
    expect(errors).toBeUndefined();
    const latest = [8, 7, 6, 5, 4, 3, 2, 1].map((reportedAt) => ({ reportedAt }));
    expect(data.communities).toEqual([
      { id: "one", latest },
      { id: "two", latest },
    ]);
    expect(requests()).toEqual([1, 1, 1]);
  });

  test("gives the one value there is", async () => {
    await start();
    const { data } = await world.run("{ communities { keeper { id name motto } } }");
    const keeper = { id: "firm_f02", name: null, motto: "firm_f02 of f02" };
    expect(data.communities).toEqual([{ keeper }, { keeper }]);
  });

  test("pages through all of them, as sorting the whole would", async () => {
    await start();
    const query = `query ($after: String) {
      communities { page: works(first: 3, after: $after) {
        total: totalCount edges { node { reportedAt } }
        pageInfo { hasNextPage hasPreviousPage endCursor }
      } }
    }`;
    const read: number[] = [];
    let after: string | null = null;
    let pages = 0;
    do {
      const { data, errors }: any = await world.run(query, { after });
      expect(errors).toBeUndefined();
      const [one, two] = data.communities;
      expect(two).toEqual(one);
      expect(one.page.total).toBe(8);
      expect(one.page.pageInfo.hasPreviousPage).toBe(pages > 0);
      read.push(...one.page.edges.map((edge: any) => edge.node.reportedAt));
      after = one.page.pageInfo.hasNextPage ? one.page.pageInfo.endCursor : null;
      pages += 1;
    } while (after !== null);
    expect([read, pages]).toEqual([[8, 7, 6, 5, 4, 3, 2, 1], 3]);
  });

  test("is asked for beside fields that the data directs elsewhere", async () => {
    await start();
    const { data, errors } = await world.run(
      "{ communities { orders { reportedAt } hotline keeper { id } latest { title } } }",
    );
    expect(errors).toBeUndefined();
    expect(data.communities[0]).toMatchObject({
      orders: [{ reportedAt: 7 }, { reportedAt: 4 }, { reportedAt: 1 }],
      hotline: "firm_f04!",
      keeper: { id: "firm_f02" },
    });
    expect(data.communities[1]).toMatchObject({ orders: null, keeper: { id: "firm_f02" } });
  });

  test("lacks the part of one that does not answer, and says so at each place", async () => {
    await start();
    world.servers["f02"]!.intercept = (_, response) => !!response.destroy();
    const { data, errors } = await world.run("{ communities { latest { reportedAt } } }");
    const rest = [7, 6, 4, 3, 1].map((reportedAt) => ({ reportedAt }));
    expect(data.communities).toEqual([{ latest: rest }, { latest: rest }]);
    expect(errors).toMatchObject(
      [0, 1].map((n) => ({
        path: ["communities", n, "latest"],
        extensions: { code: "OPERATOR_UNAVAILABLE", operator: "f02", status: "unavailable" },
      })),
    );
  });

  test("puts an operator's own error at the place of its item in the merged list", async () => {
    await start();
    const { data, errors } = await world.run("{ communities { latest { reportedAt secret } } }");
    expect(data.communities[1].latest[3]).toEqual({ reportedAt: 5, secret: null });
    const at = errors!.filter(({ extensions }) => extensions["operator"] === "f02");
    expect(at.map(({ path }) => path)).toEqual(
      [0, 1].flatMap((n) => [0, 3, 6].map((i) => ["communities", n, "latest", i, "secret"])),
    );
  });

  test("refuses a cursor that was not made for it, and asks nobody", async () => {
    await start();
    const { data, errors } = await world.run(
      `{ communities { works(after: "e30") { edges { cursor } } } }`,
    );
    expect(data.communities).toEqual([{ works: null }, { works: null }]);
    expect(errors!.map(({ extensions }) => extensions["code"])).toEqual([
      "INVALID_CURSOR",
      "INVALID_CURSOR",
    ]);
    expect(requests()).toEqual([0, 0, 0]);
  });
});
