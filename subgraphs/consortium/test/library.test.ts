import { ComplaintCategory } from "@hutong/kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { HelpRequestState } from "../src/help-request/help-request.state.js";
import { termsOf } from "../src/library/archive.js";
import { LibraryCase } from "../src/library/library-case.entity.js";
import { searchTerms } from "../src/library/terms.js";
import { type Fixture, people, type PersonName, startConsortium } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startConsortium();
  for (const [summary, advice] of consultations) await archive(summary, advice);
});
afterAll(() => fixture.stop());

const consultations = [
  ["加装电梯后立管接头渗水,打压正常", "检查电梯井侧的暗埋弯头,更换后复测"],
  ["车库道闸不识别新能源车牌", "更换识别相机,升级道闸控制板"],
  ["顶层屋面防水层开裂渗水", "铲除旧防水层,重做卷材,屋面蓄水试验"],
  ["化粪池堵塞,一楼返水", "高压疏通主管,每季度清掏一次"],
] as const;

const close =
  'mutation ($id: ID!) { closeHelpRequest(input: { helpRequest: $id, note: "已归档" }) { state } }';

async function archive(summary: string, advice: string): Promise<string> {
  const id = await fixture.request(HelpRequestState.ADVISED, { summary, advice });
  const confirm =
    'mutation ($id: ID!) { confirmHelp(input: { helpRequest: $id, note: "复查未再渗漏" }) { state } }';
  expect(await fixture.code("manager", confirm, { id })).toBeUndefined();
  expect(await fixture.code("manager", close, { id })).toBeUndefined();
  return id;
}

const search = `query ($search: String, $category: ComplaintCategory, $skill: Skill, $first: Int! = 20, $after: String) {
  libraryCases(search: $search, category: $category, skill: $skill, first: $first, after: $after) {
    edges { cursor node { score summary { text hit } advice { text hit }
      libraryCase { id summary advice outcome helpedBy } } }
    pageInfo { hasNextPage endCursor } } }`;

async function look(variables: Record<string, unknown>, who: PersonName = "rival") {
  const { data, errors } = await fixture.subgraph.ask(people[who], search, variables);
  expect(errors).toBeUndefined();
  const { edges, pageInfo } = data!["libraryCases"];
  return {
    hits: edges.map((edge: any) => edge.node),
    found: edges.map((edge: any) => edge.node.libraryCase.summary.split(",")[0]),
    pageInfo,
  };
}

describe("closing a consultation", () => {
  it("puts it into the library, with who helped and what was confirmed, and without where", async () => {
    const { hits } = await look({ search: "新能源车牌" });
    expect(hits[0].libraryCase).toMatchObject({
      summary: "车库道闸不识别新能源车牌",
      advice: "更换识别相机,升级道闸控制板",
      outcome: "复查未再渗漏",
      helpedBy: "第2物业",
    });
    const stored = JSON.stringify(await fixture.subgraph.orm.em.fork().find(LibraryCase, {}));
    expect(stored).not.toMatch(/cty_|cmp_|经理/);
  });

  it("archives once, also when it is closed by two at the same time", async () => {
    const id = await fixture.request(HelpRequestState.CONFIRMED, {
      summary: "楼道灯具频闪",
      advice: "更换镇流器",
    });
    const codes = await Promise.all([
      fixture.code("manager", close, { id }),
      fixture.code("secretary", close, { id }),
    ]);
    expect(codes.toSorted()).toEqual(["ILLEGAL_TRANSITION", undefined]);
    expect(await fixture.subgraph.orm.em.fork().count(LibraryCase, { helpRequestId: id })).toBe(1);
  });
});

describe("searching the library", () => {
  it("gives the case with most of the words first, and leaves out what has none", async () => {
    const { found, hits } = await look({ search: "电梯旁渗水" });
    expect(found[0]).toBe("加装电梯后立管接头渗水");
    expect(found).toContain("顶层屋面防水层开裂渗水");
    expect(found).not.toContain("车库道闸不识别新能源车牌");
    const scores = hits.map(({ score }: any) => score);
    expect(scores).toEqual(scores.toSorted((a: number, b: number) => b - a));
  });

  it("puts a case about it before one that only mentions it", async () => {
    await archive("单元门口积水", "检查屋面雨水管,疏通即可");
    expect((await look({ search: "屋面" })).found).toEqual([
      "顶层屋面防水层开裂渗水",
      "单元门口积水",
    ]);
  });

  it("finds a single character, and reads full-width text like any other", async () => {
    await archive("3号楼LED屏不亮", "更换电源模块");
    expect((await look({ search: "闸" })).found).toEqual(["车库道闸不识别新能源车牌"]);
    expect((await look({ search: "led屏" })).found).toEqual(["3号楼LED屏不亮"]);
  });

  it("marks what was looked for where it stands", async () => {
    const { hits } = await look({ search: "道闸" });
    expect(hits[0].summary).toEqual([
      { text: "车库", hit: false },
      { text: "道闸", hit: true },
      { text: "不识别新能源车牌", hit: false },
    ]);
    expect(hits[0].advice.filter(({ hit }: any) => hit)).toEqual([{ text: "道闸", hit: true }]);
  });

  it("pages through without loss or repetition, by relevance and by time", async () => {
    for (const words of ["渗水", null]) {
      const all = (await look({ search: words, first: 100 })).found;
      const paged: string[] = [];
      let after: string | null = null;
      do {
        const page = await look({ search: words, first: 1, after });
        paged.push(...page.found);
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after);
      expect(paged).toEqual(all);
      expect(all.length).toBeGreaterThan(1);
    }
  });

  it("ranks as one who reads every case and counts would", async () => {
    let seed = 5;
    const pick = (n: number): number => (seed = (seed * 48_271) % 2_147_483_647) % n;
    // Few characters, so that their pairs recur; from a part of the script that no other test writes in.
    const write = (length: number): string =>
      Array.from({ length }, () => String.fromCodePoint(0x9e80 + pick(9))).join("");
    const written = Array.from({ length: 80 }, (_none, n) => ({
      id: `lib_random${String(n).padStart(3, "0")}`,
      category: pick(2) === 0 ? ComplaintCategory.LIFT : ComplaintCategory.DRAINS,
      summary: write(1 + pick(8)),
      advice: `${write(pick(20))},${write(pick(5))}`,
      outcome: pick(2) === 0 ? null : write(4),
    }));
    const em = fixture.subgraph.orm.em.fork();
    for (const one of written)
      em.create(LibraryCase, {
        ...one,
        ...termsOf(one),
        helpRequestId: `hrq_of_${one.id}`,
        skills: [],
        helpedBy: "物业",
        archivedAt: new Date(),
      });
    await em.flush();

    let found = 0;
    for (let i = 0; i < 40; i++) {
      const words = `${write(1 + pick(1 + (i % 12)))}${pick(3) === 0 ? ` ${write(2)}` : ""}`;
      const category = pick(3) === 0 ? ComplaintCategory.LIFT : null;
      const terms = searchTerms(words);
      const scored = written
        .filter((one) => !category || one.category === category)
        .map((one) => {
          const [all, inSummary] = [termsOf(one).terms, termsOf(one).summaryTerms].map(
            (has) => terms.filter((term) => has.includes(term)).length,
          ) as [number, number];
          return { id: one.id, all, score: all + inSummary };
        })
        .filter(({ all }) => all >= Math.ceil(terms.length / 4))
        .toSorted((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1));
      const { hits } = await look({ search: words, category, first: 100 });
      expect(hits.map((hit: any) => [hit.score, hit.libraryCase.id])).toEqual(
        scored.map(({ id, score }) => [score, id]),
      );
      found += scored.length;
    }
    expect(found).toBeGreaterThan(400);
    await em.nativeDelete(LibraryCase, { id: { $in: written.map(({ id }) => id) } });
  });

  it("narrows by category and skill", async () => {
    expect((await look({ search: "渗水", category: "WATER_LEAK" })).found.length).toBe(2);
    expect((await look({ search: "渗水", category: "LIFT" })).found).toEqual([]);
    expect((await look({ skill: "PIPES" })).found.length).toBeGreaterThan(3);
    expect((await look({ skill: "LIFT" })).found).toEqual([]);
  });

  it.each([
    ["nothing at all", "!!??"],
    ["what tries to leave the query", "'; drop table library_case; -- {}\\\""],
  ])("takes %s for words like any others", async (_what, words) => {
    expect((await look({ search: words })).found).toEqual([]);
  });

  it("refuses words without end and cursors of another list", async () => {
    expect(await fixture.code("rival", search, { search: "很".repeat(501) })).toBe("INVALID_INPUT");
    expect(await fixture.code("rival", search, { after: "bm8" })).toBe("INVALID_CURSOR");
  });

  it.each(["owner", "committee", "cleaner", "app"] as const)("is refused to %s", async (who) => {
    expect(await fixture.code(who, search)).toBe("FORBIDDEN");
    const { hits } = await look({});
    const one = "query ($id: ID!) { libraryCase(id: $id) { id } }";
    expect(await fixture.code(who, one, { id: hits[0].libraryCase.id })).toBe("FORBIDDEN");
  });
});

describe("has anybody met this before", () => {
  it("is answered on a new request by the archived cases most like it", async () => {
    const id = await fixture.request(HelpRequestState.BROADCAST, {
      summary: "新装电梯以后立管渗水,找不到原因",
    });
    const query =
      "query ($id: ID!) { helpRequest(id: $id) { metBefore { libraryCase { summary } } } }";
    const met = async (who: PersonName) =>
      (await fixture.subgraph.ask(people[who], query, { id })).data!["helpRequest"].metBefore;
    expect((await met("helper"))[0].libraryCase.summary).toBe("加装电梯后立管接头渗水,打压正常");
    expect(await met("owner")).toEqual([]);
  });

  it("is answered on a case, before anybody is asked", async () => {
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Complaint { metBefore { libraryCase { helpedBy } } } } }`;
    const met = async (title: string, who: PersonName = "manager") => {
      const representations = [{ __typename: "Complaint", id: fixture.knowCase(), title }];
      const { data, errors } = await fixture.subgraph.ask(people[who], query, { representations });
      expect(errors).toBeUndefined();
      return data!["_entities"][0].metBefore;
    };
    expect(await met("一楼返水,化粪池又堵了")).toEqual([{ libraryCase: { helpedBy: "第2物业" } }]);
    expect(await met("邻居家的狗夜里叫")).toEqual([]);
    expect(await met("一楼返水,化粪池又堵了", "owner")).toEqual([]);
  });
});
