import { randomUUID } from "node:crypto";

import { newId } from "@hutong/kit";
import { startTestSubgraph, type TestSubgraph } from "@hutong/kit/testing";
import { GraphQLError } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { HotlineTicket } from "../src/hotline/ticket.entity.js";
import { consortium } from "../src/subgraph.js";
import { ids, people, type PersonName } from "./fixture.js";
import { type NeighborhoodStub, startNeighborhood } from "./neighborhood.stub.js";

let neighborhood: NeighborhoodStub;
let subgraph: TestSubgraph;
const taken: any[] = [];
let asked = 0;

/** 101 communities, so that they come in two pages. */
let town = Array.from({ length: 101 }, (_, n) => ({
  id: n === 100 ? ids.community : newId("cty"),
  code: n === 100 ? "HQL" : `X${n}`,
  name: n === 100 ? "和清里" : `第${n}小区`,
}));

beforeAll(async () => {
  neighborhood = await startNeighborhood();
  subgraph = await startTestSubgraph(consortium, {
    hubUrl: neighborhood.url,
    serviceToken: async () => "of the consortium",
  });
  neighborhood.mutations.set("reportComplaint", (input) => {
    taken.push(input);
    return { id: newId("cmp"), number: `TS-${input.sourceRef}`, state: "RECEIVED" };
  });
  neighborhood.queries.set("communities", ({ first, after }) => {
    asked += 1;
    const from = Number(after ?? 0);
    return {
      edges: town.slice(from, from + first).map((node) => ({ node, cursor: "" })),
      pageInfo: { hasNextPage: from + first < town.length, endCursor: String(from + first) },
    };
  });
});
afterAll(async () => {
  await subgraph.stop();
  await neighborhood.stop();
});

const mutation = `mutation ($key: ID!, $line: String!) { it: logTicketLine(input: { key: $key, line: $line,
  callerName: "欧阳修", callerPhone: "13812345678" }) { id title description category publicPlace community { id } } }`;
const query = `query ($line: String!) { it: hotlineLine(line: $line) {
  community { id } publicPlace place category words problems { part message } } }`;

const ask = async (document: string, line: string, who: PersonName = "secretary", key?: string) => {
  const variables = { line, ...(document === mutation && { key: key ?? randomUUID() }) };
  const { data, errors } = await subgraph.ask(people[who], document, variables);
  return { it: data?.["it"], error: errors?.[0]?.extensions as any };
};
const count = () => subgraph.orm.em.fork().count(HotlineTicket, {});

describe("a call in one line", () => {
  it("is a ticket, and a case of the neighborhood with its place in full", async () => {
    const { it: ticket } = await ask(mutation, "hql 3-2-501 漏水 厨房顶漏 滴到灶台上");
    expect(ticket).toMatchObject({
      title: "厨房顶漏 滴到灶台上",
      description: "厨房顶漏 滴到灶台上",
      category: "WATER_LEAK",
      publicPlace: "3号楼2单元",
      community: { id: ids.community },
    });
    await subgraph.settled();
    expect(taken.at(-1)).toMatchObject({
      community: ids.community,
      place: "3号楼2单元501室",
      title: "厨房顶漏 滴到灶台上",
    });
  });

  it.each([
    ["HQL 12 道闸", "GARAGE_BARRIER", "12号楼", "12号楼", "车库道闸"],
    ["hql 5A-1 漏水", "WATER_LEAK", "5A号楼1单元", "5A号楼1单元", "漏水"],
    ["hql3-2 ", null, null, null, null],
    ["hql 3-2-1101 电梯 关人", "LIFT", "3号楼2单元", "3号楼2单元1101室", "关人"],
  ])("%s is read as it is typed", async (line, category, publicPlace, place, words) => {
    const { it: read, error } = await ask(query, line);
    expect(error).toBeUndefined();
    expect(read).toMatchObject({ category, publicPlace, place, words });
  });

  it.each([
    ["hqx 3-2-501 漏水", "community", /HQX.*HQL 和清里/],
    ["", "community", /简码/],
    ["hql 三号楼 漏水", "place", /3-2-501/],
    ["hql", "place", /缺少楼栋/],
    ["hql 3-2 ", "category", /缺少类别/],
    ["hql 3-2 物业 没人管", "category", /物业不作为、物业费/],
    ["hql 3-2 天气 太热", "category", /^没有类别“天气”,如 漏水、电梯、噪音。No such category\.$/],
    ["hql 3-2 水漏 厨房", "category", /是否 漏水、污水管、下水堵塞。/],
    ["hql 3-2 漏水 啊", "words", /2 到 2000/],
  ])("%j names the part that cannot be read, and stores nothing", async (line, part, message) => {
    const before = await count();
    const { error } = await ask(mutation, line);
    expect(error.code).toBe("INVALID_INPUT");
    expect(error.fields[`line.${part}`]).toMatch(message);
    const { it: read } = await ask(query, line);
    expect(read.problems).toContainEqual({
      part: part.toUpperCase(),
      message: error.fields[`line.${part}`],
    });
    expect(read.problems).toHaveLength(Object.keys(error.fields).length);
    expect(await count()).toBe(before);
  });

  it("that is sent twice is one ticket", async () => {
    const key = randomUUID();
    const line = "hql 1-1-101 噪音 半夜施工";
    const [one, two] = await Promise.all([1, 2].map(() => ask(mutation, line, "secretary", key)));
    expect(one!.it.id).toBe(two!.it.id);
  });

  it.each(["manager", "gridWorker", "owner", "app", "service"] as const)(
    "is refused to %s",
    async (who) => {
      for (const document of [mutation, query]) {
        const { error } = await ask(document, "hql 3-2-501 漏水", who);
        expect(error.code).toBe("FORBIDDEN");
      }
    },
  );

  it("is taken while the neighborhood is away, once its communities are known", async () => {
    await ask(query, "hql 3");
    const works = neighborhood.queries.get("communities")!;
    neighborhood.queries.set("communities", () => {
      throw new GraphQLError("away", { extensions: { code: "SUBGRAPH_UNAVAILABLE" } });
    });
    expect((await ask(mutation, "hql 3-2-501 漏水")).error).toBeUndefined();
    expect((await ask(mutation, "new 3-2-501 漏水")).error.code).toBe("SUBGRAPH_UNAVAILABLE");
    neighborhood.queries.set("communities", works);
  });

  it("asks nobody about initials that are half typed", async () => {
    await ask(query, "hql 3");
    const before = asked;
    for (const line of ["h", "hq", "hql", "hql 3-2"]) await ask(query, line);
    expect(asked).toBe(before);
  });

  it("knows a new community by itself, and initials that went to another", async () => {
    const other = newId("cty");
    town = [...town.filter(({ code }) => code !== "X7"), { id: other, code: "ZZ", name: "新苑" }];
    expect((await ask(query, "zz 3")).it.community).toEqual({ id: other });
    const before = asked;
    expect((await ask(query, "zz 3")).it.community).toEqual({ id: other });
    expect(asked).toBe(before);
    expect((await ask(query, "x7 3")).it.community).toBeNull();
  });
});
