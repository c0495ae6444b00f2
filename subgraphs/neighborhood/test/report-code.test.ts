import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { Complaint } from "../src/complaint/complaint.entity.js";
import { Receipt } from "../src/report-code/report-code.entity.js";
import { CaseSettings } from "../src/settings/settings.entity.js";
import { type Fixture, ids, people, type PersonName, startNeighborhood } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startNeighborhood();
});
afterAll(() => fixture.subgraph.stop());

/** The party itself, as the hub reaches it. */
const at = (path: string): string =>
  new URL(path.replace("/public/neighborhood/", "/public/"), fixture.subgraph.url).href;
const get = async (path: string) => {
  const response = await fetch(at(path), {
    headers: { "x-forwarded-origin": "https://hub.example" },
  });
  return { status: response.status, text: await response.text() };
};
const post = async (path: string, form: Record<string, string>) => {
  const response = await fetch(at(path), {
    method: "POST",
    body: new URLSearchParams(form),
    redirect: "manual",
  });
  return {
    status: response.status,
    location: response.headers.get("location"),
    text: await response.text(),
  };
};
const poster = async (who: PersonName, community: string = ids.community) => {
  const { data, errors } = await fixture.subgraph.ask(
    people[who],
    "query ($id: ID!) { community(id: $id) { poster } }",
    { id: community },
  );
  expect(errors).toBeUndefined();
  return data!["community"].poster as string | null;
};
const formPath = async (): Promise<string> =>
  (await poster("gridWorker"))!.replace("/poster/", "/report/");
const count = (): Promise<number> => fixture.subgraph.orm.em.fork().count(Complaint);

const filled = {
  category: "WATER_LEAK",
  title: "楼道漏水",
  description: "三楼楼道天花板滴水",
  publicPlace: "3号楼2单元",
  place: "3号楼2单元601",
  reporterName: "欧阳敏",
  reporterPhone: "13912345678",
};

describe("a community's poster", () => {
  it("carries a QR code that leads to its form, for its grid workers to print", async () => {
    const path = await poster("gridWorker");
    expect(path).toMatch(/^\/public\/neighborhood\/poster\/[2-9A-Z]{12}$/);
    const { status, text } = await get(path!);
    expect(status).toBe(200);
    expect(text).toContain("<svg");
    expect(text).toContain(`https://hub.example${path!.replace("/poster/", "/report/")}`);
    expect(text).toContain("size: A4");
    expect(await poster("leader")).toBe(path);
  });

  it("is nobody else's to see, and one community's is not another's", async () => {
    for (const who of ["otherGridWorker", "manager", "owner", "secretary", "app"] as const)
      expect(await poster(who)).toBeNull();
    expect(await poster("gridWorker", ids.thirdCommunity)).not.toBe(await poster("gridWorker"));
  });

  it("leads nowhere once a leader has given the community another code", async () => {
    const old = (await poster("gridWorker", ids.leftCommunity))!;
    const renew = (who: PersonName) =>
      fixture.subgraph.ask(
        people[who],
        "mutation ($id: ID!) { renewReportCode(community: $id) { poster } }",
        { id: ids.leftCommunity },
      );
    for (const who of ["gridWorker", "otherGridWorker", "manager", "owner"] as const)
      expect((await renew(who)).errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    const renewed = (await renew("leader")).data!["renewReportCode"].poster;
    expect((await get(old)).status).toBe(404);
    expect((await post(old.replace("/poster/", "/report/"), filled)).status).toBe(404);
    expect((await get(renewed)).status).toBe(200);
  });
});

describe("the form behind the code", () => {
  it("takes a complaint in without an account, and shows how far it has come", async () => {
    const path = await formPath();
    expect((await get(path)).text).toContain("<form");
    const { status, location } = await post(path, filled);
    expect(status).toBe(303);
    const [complaint] = await fixture.subgraph.orm.em
      .fork()
      .find(Complaint, { channel: "QR_CODE" as never });
    expect(complaint).toMatchObject({
      state: "RECEIVED",
      grade: "URGENT",
      community: { id: ids.community },
      reporterPhone: "13912345678",
    });
    await fixture.subgraph.ask(
      people.gridWorker,
      `mutation ($i: ReasonedStepInput!) { rejectComplaint(input: $i) { id } }`,
      { i: { complaint: complaint!.id, reason: "地址不在本镇" } },
    );
    const { text } = await get(location!);
    expect(text).toContain(complaint!.number);
    expect(text).toContain("已受理");
    expect(text).toContain("地址不在本镇");
    // Whoever holds the page learns of the case, and of nobody.
    for (const secret of ["欧阳敏", "13912345678", "139*", "单元601", "沈格"])
      expect(text).not.toContain(secret);
  });

  it("gives back what was filled in, with what is wrong, and stores nothing", async () => {
    const before = await count();
    const { status, text } = await post(await formPath(), {
      ...filled,
      title: "x",
      reporterPhone: "12345",
      category: "WEATHER",
      description: '</textarea><script>alert("1")</script>',
    });
    expect(status).toBe(400);
    for (const name of ["title", "reporterPhone", "category"])
      expect(text).toContain(`id="${name}-problem"`);
    expect(text).toContain('value="12345"');
    expect(text).not.toContain("<script>");
    expect(text).toContain("&lt;script&gt;");
    expect(await count()).toBe(before);
  });

  it("takes no masked number, as nobody else keeps the real one", async () => {
    const { status } = await post(await formPath(), { ...filled, reporterPhone: "139****5678" });
    expect(status).toBe(400);
  });

  it("lets no more through than the town has settled, however many come at once", async () => {
    const em = fixture.subgraph.orm.em.fork();
    await em.nativeDelete(Receipt, {});
    await em.nativeUpdate(CaseSettings, { id: "town" }, { qrReportsPerHour: 7 });
    const path = await formPath();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        post(path, { ...filled, reporterPhone: `138000000${String(n).padStart(2, "0")}` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(7);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
    expect(answers.find(({ status }) => status === 429)!.text).toContain("12345");
    await em.nativeUpdate(CaseSettings, { id: "town" }, { qrReportsPerHour: 30 });
    await em.nativeDelete(Receipt, {});
    for (let n = 0; n < 5; n++) expect((await post(path, filled)).status).toBe(303);
    expect((await post(path, filled)).status).toBe(429);
  });

  it("is not found for a code that nobody has, nor a receipt that nobody holds", async () => {
    expect((await get("/public/neighborhood/report/AAAAAAAAAAAA")).status).toBe(404);
    expect((await get("/public/neighborhood/poster/AAAAAAAAAAAA")).status).toBe(404);
    expect((await get("/public/neighborhood/receipt/x")).status).toBe(404);
  });

  it("takes no form elsewhere", async () => {
    const response = await fetch(fixture.subgraph.url, {
      method: "POST",
      body: new URLSearchParams({ query: "{ myGrids { id } }" }),
    });
    expect(response.status).toBe(400);
  });
});
