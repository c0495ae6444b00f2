import { setDomainClock } from "@hutong/kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { Inspection } from "../src/inspection/inspection.entity.js";
import {
  codeOf,
  type Fixture,
  ids,
  people,
  type PersonName,
  photoOf,
  watchField,
} from "./fixture.js";
import { hire, monday, setTime, startMonday } from "./labour-fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startMonday();
});
afterAll(async () => {
  setDomainClock();
  await fixture.subgraph.stop();
});

let count = 0;
const add = (who: PersonName, input: Record<string, unknown> = {}) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: AddInspectionPointInput!) { addInspectionPoint(input: $input) {
      id kind code place until } }`,
    {
      input: {
        project: ids.project,
        kind: "HYDRANT",
        code: `XHS-${(count += 1)}`,
        place: "3 号楼 2 层",
        ...input,
      },
    },
  );
const point = async (input?: Record<string, unknown>): Promise<string> =>
  (await add("manager", input)).data!["addInspectionPoint"].id;
const inspect = (who: PersonName, input: Record<string, unknown>) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: RecordInspectionInput!) { recordInspection(input: $input) {
      id effective finding staff { id } point { id code } photos { caption } } }`,
    { input: { effective: true, ...input } },
  );
const retire = (who: PersonName, id: string) =>
  fixture.subgraph.ask(
    people[who],
    "mutation ($input: RetireInspectionPointInput!) { retireInspectionPoint(input: $input) { id until } }",
    { input: { point: id } },
  );
async function coverage(month?: string, who: PersonName = "owner") {
  const { data, errors } = await fixture.subgraph.ask(
    people[who],
    `query ($r: [_Any!]!, $month: String) { _entities(representations: $r) { ... on PropertyProject {
      inspectionCoverage(month: $month) { kind month due inspected effective complete } } } }`,
    { r: [{ __typename: "PropertyProject", id: ids.project }], month },
  );
  return errors ? codeOf({ errors }) : data!["_entities"][0].inspectionCoverage;
}
const hydrants = async (month: string) =>
  (await coverage(month)).find(({ kind }: { kind: string }) => kind === "HYDRANT");

describe("the month's inspections", () => {
  it("count as complete only when every hydrant was last found effective", async () => {
    setTime(monday);
    const [first, second] = [await point(), await point()];
    const gone = await point();
    await inspect("assignee", { point: first });
    await retire("manager", gone);
    expect(await hydrants("2026-05")).toEqual({
      kind: "HYDRANT",
      month: "2026-05",
      due: 2,
      inspected: 1,
      effective: 1,
      complete: false,
    });
    await inspect("assignee", { point: second, effective: false, finding: "阀门锈死" });
    expect(await hydrants("2026-05")).toMatchObject({
      inspected: 2,
      effective: 1,
      complete: false,
    });
    setTime("2026-05-20T09:00:00+08:00");
    await inspect("assignee", { point: second });
    expect(await hydrants("2026-05")).toMatchObject({ inspected: 2, effective: 2, complete: true });
    // A new month begins at nothing; a month before the points were there owes nothing.
    expect(await hydrants("2026-06")).toMatchObject({ due: 2, inspected: 0, complete: false });
    expect(await hydrants("2026-04")).toBeUndefined();
  });

  it("belong to the month in Shanghai, not in UTC", async () => {
    const id = await point({ kind: "LIFT" });
    setTime("2026-05-31T23:59:00+08:00");
    await inspect("assignee", { point: id });
    setTime("2026-06-01T00:01:00+08:00");
    const lifts = async (month: string) =>
      (await coverage(month)).find(({ kind }: { kind: string }) => kind === "LIFT").inspected;
    expect([await lifts("2026-05"), await lifts("2026-06")]).toEqual([1, 0]);
  });

  it("make a defect a work order, told of at once", async () => {
    const id = await point({ code: "XHS-A", place: "地库 B1" });
    const stream = await watchField(
      fixture.subgraph,
      "gridWorker",
      `subscription ($firm: ID!, $after: String) { inspectionRecorded(firm: $firm, after: $after) {
        kind inspection { finding workOrder { title state note funding complaint { id } } } } }`,
      { firm: ids.firm },
    );
    const first = stream.next();
    const { data } = await inspect("assignee", { point: id, effective: false, finding: "无水" });
    expect(data!["recordInspection"]).toMatchObject({
      effective: false,
      staff: { id: ids.repairer },
    });
    expect(await first).toMatchObject({
      kind: "FOUND_DEFECTIVE",
      inspection: {
        finding: "无水",
        workOrder: {
          title: "地库 B1 XHS-A 巡检失效",
          state: "CREATED",
          note: "无水",
          funding: "SERVICE_FEE",
          complaint: null,
        },
      },
    });
    await stream.close();
  });

  it("show who found a defect what becomes of it, and nobody else of the staff", async () => {
    const id = await point();
    const { data, errors } = await fixture.subgraph.ask(
      people.assignee,
      `mutation ($input: RecordInspectionInput!) { recordInspection(input: $input) { workOrder { id state } } }`,
      { input: { point: id, effective: false, finding: "漏水" } },
    );
    expect(errors).toBeUndefined();
    const order = data!["recordInspection"].workOrder.id as string;
    const read = async (claims: typeof people.assignee) =>
      fixture.subgraph.ask(claims, "query ($id: ID!) { workOrder(id: $id) { state } }", {
        id: order,
      });
    expect((await read(people.assignee)).data?.["workOrder"]).toEqual({ state: "CREATED" });
    const colleague = await hire(fixture);
    expect(codeOf(await read({ ...people.assignee, sub: colleague.claims.sub }))).toBe("FORBIDDEN");
  });

  it("want to know what does not work, and end with the point", async () => {
    const id = await point();
    expect(codeOf(await inspect("assignee", { point: id, effective: false }))).toBe(
      "INVALID_INPUT",
    );
    await retire("manager", id);
    expect(codeOf(await inspect("assignee", { point: id }))).toBe("ILLEGAL_TRANSITION");
    expect(codeOf(await retire("manager", id))).toBe("ILLEGAL_TRANSITION");
    expect(await fixture.subgraph.orm.em.fork().count(Inspection, { point: id })).toBe(0);
  });

  it("refuse a second point with the same plate, and a month that is none", async () => {
    await point({ code: "XHS-B" });
    expect(codeOf(await add("manager", { code: "XHS-B" }))).toBe("CONFLICT");
    expect(await coverage("2026-13")).toBe("INVALID_INPUT");
  });
});

describe("who may", () => {
  it.each<PersonName>(["assignee", "otherManager", "gridWorker", "secretary", "owner"])(
    "%s neither adds nor retires a point",
    async (who) => {
      expect(codeOf(await add(who))).toBe("FORBIDDEN");
      expect(codeOf(await retire(who, await point()))).toBe("FORBIDDEN");
    },
  );

  it.each<PersonName>(["manager", "otherExpert", "otherManager", "gridWorker", "owner"])(
    "%s, who is not on the firm's staff, inspects nothing",
    async (who) => {
      expect(codeOf(await inspect(who, { point: await point() }))).toBe("FORBIDDEN");
    },
  );

  it.each<[PersonName, boolean]>([
    ["manager", true],
    ["assignee", true],
    ["secretary", true],
    ["gridWorker", true],
    ["committee", true],
    ["owner", true],
    ["otherManager", false],
    ["otherOwner", false],
    ["otherGridWorker", false],
    ["cleaner", false],
  ])("%s sees points, figures and records: %s", async (who, sees) => {
    const id = await point();
    const { data: made } = await inspect("assignee", { point: id });
    expect((await coverage(undefined, who)) !== null).toBe(sees);
    const list = await fixture.subgraph.ask(
      people[who],
      "{ inspections { edges { node { id } } } }",
    );
    expect(list.data!["inspections"].edges.length > 0).toBe(sees);
    for (const [__typename, key] of [
      ["Inspection", made!["recordInspection"].id],
      ["InspectionPoint", id],
    ]) {
      const byKey = await fixture.subgraph.ask(
        people[who],
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${__typename} { id } } }`,
        { r: [{ __typename, id: key }] },
      );
      expect(codeOf(byKey)).toBe(sees ? undefined : "FORBIDDEN");
    }
  });
});

describe("photos of an inspection", () => {
  const prepare = (who: PersonName, subject: string) =>
    fixture.subgraph.ask(
      people[who],
      "mutation ($input: PreparePhotoInput!) { preparePropertyPhoto(input: $input) { id } }",
      { input: { contentType: "image/jpeg", byteLength: 1000, subject } },
    );

  it("are shown with it", async () => {
    const id = await point();
    const photo = await photoOf(fixture.subgraph, people.assignee.sub, id);
    const { data } = await inspect("assignee", { point: id, photos: [photo] });
    expect(data!["recordInspection"].photos).toEqual([{ caption: "巡检照片" }]);
  });

  it("are their inspector's own, for this point, used once; else nothing is recorded", async () => {
    const [id, other] = [await point(), await point()];
    const foreign = await photoOf(fixture.subgraph, people.manager.sub, id);
    const elsewhere = await photoOf(fixture.subgraph, people.assignee.sub, other);
    const used = await photoOf(fixture.subgraph, people.assignee.sub, id);
    await inspect("assignee", { point: id, photos: [used] });
    const before = await fixture.subgraph.orm.em.fork().count(Inspection, { point: id });
    for (const photo of [foreign, elsewhere, used])
      expect(codeOf(await inspect("assignee", { point: id, photos: [photo] }))).toBe(
        "PHOTO_NOT_USABLE",
      );
    expect(await fixture.subgraph.orm.em.fork().count(Inspection, { point: id })).toBe(before);
  });

  it.each((Object.keys(people) as PersonName[]).filter((who) => who !== "assignee"))(
    "are not taken from %s, who is not on the firm's staff",
    async (who) => {
      expect(codeOf(await prepare(who, await point()))).toBe("FORBIDDEN");
    },
  );

  it("are taken from the firm's staff, for a point that there is", async () => {
    expect(codeOf(await prepare("assignee", await point()))).toBeUndefined();
    const unknown = (await point()).replace(/.{4}$/, "ZZZZ");
    expect(codeOf(await prepare("assignee", unknown))).toBe("NOT_FOUND");
  });
});
