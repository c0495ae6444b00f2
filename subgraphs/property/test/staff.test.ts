import { idNumber, startTestSubgraph } from "@hutong/kit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { FirmStaff } from "../src/staff/staff.entity.js";
import { property } from "../src/index.js";
import {
  codeOf,
  type Fixture,
  ids,
  people,
  type PersonName,
  seedFirms,
  startProperty,
  watchField,
} from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startProperty();
});
afterAll(() => fixture.subgraph.stop());

const registerStaff = `mutation ($input: RegisterStaffInput!) { registerStaff(input: $input) {
  id name post skills phone registeredOn identityVerified onDuty leftOn vettedOn project { id } } }`;
let count = 0;
const register = (who: PersonName, input: Record<string, unknown> = {}) =>
  fixture.subgraph.ask(people[who], registerStaff, {
    input: {
      project: ids.project,
      name: "龚长贵",
      idNumber: idNumber((count += 1)),
      post: "REPAIRER",
      phone: "13900001234",
      skills: ["PIPES"],
      ...input,
    },
  });
const step = (who: PersonName, field: string, type: string, input: Record<string, unknown>) =>
  fixture.subgraph.ask(
    people[who],
    `mutation ($input: ${type}!) { step: ${field}(input: $input) { id leftOn vettedOn onDuty } }`,
    { input },
  );
const registered = () => fixture.subgraph.orm.em.fork().count(FirmStaff);

describe("registerStaff", () => {
  it("writes the real name into the firm's register, with the ID number proved", async () => {
    const { data, errors } = await register("manager", { idNumber: "11010519491231002x" });
    expect(errors).toBeUndefined();
    expect(data!["registerStaff"]).toMatchObject({
      id: expect.stringMatching(/^stf_f07_/),
      name: "龚长贵",
      identityVerified: true,
      onDuty: false,
      leftOn: null,
      project: { id: ids.project },
    });
  });

  it("keeps the ID number nowhere in the database", async () => {
    const number = idNumber(901);
    await register("manager", { idNumber: number });
    const em = fixture.subgraph.orm.em.fork();
    const tables = await em.execute<{ name: string }[]>(
      "select table_name as name from information_schema.tables where table_schema = 'public'",
    );
    for (const { name } of tables) {
      const rows = await em.execute(
        `select t::text as text from "${name}" t where t::text like ?`,
        [`%${number}%`],
      );
      expect({ name, rows }).toEqual({ name, rows: [] });
    }
  });

  it("refuses the same person twice, even at once, until they have left", async () => {
    const number = idNumber(902);
    const codes = (
      await Promise.all([1, 2, 3].map(() => register("manager", { idNumber: number })))
    ).map(codeOf);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === "CONFLICT")).toHaveLength(2);
    const staff = await fixture.subgraph.orm.em
      .fork()
      .findOneOrFail(
        FirmStaff,
        { leftOn: null, idHash: { $ne: null } },
        { orderBy: { id: "desc" } },
      );
    await step("manager", "recordStaffLeft", "StaffLeavesInput", { staff: staff.id });
    expect((await register("manager", { idNumber: number })).errors).toBeUndefined();
  });

  it("keeps who has left, for those who ask for them", async () => {
    const { data } = await register("manager", { idNumber: idNumber(904) });
    const { id } = Object.values(data!)[0] as { id: string };
    await step("manager", "recordStaffLeft", "StaffLeavesInput", { staff: id });
    const staffOf = async (which: string): Promise<string[]> => {
      const { data: seen, errors } = await fixture.subgraph.ask(
        people.committee,
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Community {
          projects { staff${which} { id leftOn } } } } }`,
        { r: [{ __typename: "Community", id: ids.community }] },
      );
      expect(errors).toBeUndefined();
      return seen!["_entities"][0].projects.flatMap(({ staff }: any) =>
        staff.map((one: any) => one.id),
      );
    };
    expect(await staffOf("")).not.toContain(id);
    expect(await staffOf("(left: true)")).toContain(id);
  });

  it("lets another firm register the same person, without telling either", async () => {
    const number = idNumber(903);
    expect((await register("manager", { idNumber: number })).errors).toBeUndefined();
    const answer = await register("otherManager", { idNumber: number, project: ids.otherProject });
    expect(answer.errors).toBeUndefined();
    const hashes = await fixture.subgraph.orm.em
      .fork()
      .find(FirmStaff, {}, { orderBy: { id: "desc" }, limit: 2 });
    expect(hashes[0]!.idHash).not.toBe(hashes[1]!.idHash);
  });

  it.each([
    "小王",
    "老李",
    "阿强",
    "大刘",
    "王师傅",
    "张工",
    "李姐",
    "毛毛",
    "强",
    "王2",
    "Tom",
    "王 强",
    "李李李",
  ])("refuses the alias %s", async (name) => {
    const before = await registered();
    const answer = await register("manager", { name });
    expect(codeOf(answer)).toBe("INVALID_INPUT");
    expect(Object.keys(answer.errors![0]!.extensions["fields"] as object)).toEqual(["name"]);
    expect(await registered()).toBe(before);
  });

  it.each(["王婷婷", "欧阳建国", "买买提·吐尔逊", "万阿根"])(
    "takes the real name %s",
    async (name) => {
      expect((await register("manager", { name })).errors).toBeUndefined();
    },
  );

  it.each<[string, PersonName, Record<string, unknown>, string]>([
    ["a wrong check character", "manager", { idNumber: "110105194912310021" }, "INVALID_INPUT"],
    ["a birthday that never was", "manager", { idNumber: "110105199002300013" }, "INVALID_INPUT"],
    ["a phone with letters", "manager", { phone: "1390000abcd" }, "INVALID_INPUT"],
    ["another firm's project", "manager", { project: ids.otherProject }, "FORBIDDEN"],
    [
      "a project nobody has",
      "manager",
      { project: "prj_f07_01ARZ3NDEKTSV4RRFFQ69G5FZZ" },
      "NOT_FOUND",
    ],
    ["a repairer who registers", "assignee", {}, "FORBIDDEN"],
    ["a grid worker who registers", "gridWorker", {}, "FORBIDDEN"],
    ["the secretariat", "secretary", {}, "FORBIDDEN"],
  ])("%s writes nothing", async (_what, who, input, code) => {
    const before = await registered();
    const answer = await register(who, input);
    expect(codeOf(answer)).toBe(code);
    // What was sent does not come back in the refusal.
    expect(JSON.stringify(answer)).not.toContain(String(input["idNumber"] ?? "never"));
    expect(await registered()).toBe(before);
  });

  it("is refused by a server that has no key", async () => {
    const keyless = await startTestSubgraph(property);
    try {
      await seedFirms(keyless.orm.em.fork());
      const answer = await keyless.ask(people.manager, registerStaff, {
        input: {
          project: ids.project,
          name: "龚长贵",
          idNumber: idNumber(1),
          post: "REPAIRER",
          phone: "13900001234",
        },
      });
      expect(codeOf(answer)).toBe("IDENTITY_KEY_MISSING");
    } finally {
      await keyless.stop();
    }
  });
});

describe("importStaff", () => {
  const importStaff = `mutation ($input: ImportStaffInput!) { importStaff(input: $input) {
    dryRun rows imported problems { line column code message } } }`;
  const send = (who: PersonName, csv: string, dryRun: boolean, firm = ids.firm) =>
    fixture.subgraph.ask(people[who], importStaff, { input: { firm, csv, dryRun } });
  const heading = "姓名,身份证号,岗位,电话,项目,专长";
  const good = [
    heading,
    `田立新,${idNumber(501)},维修员,13900005001,和苑服务中心,给排水管、防水`,
    `石桂香,${idNumber(502)},管家,13900005002,和苑服务中心,`,
  ].join("\n");

  it("tells every bad row by line and reason, and imports none of them", async () => {
    const before = await registered();
    const file = [
      heading,
      `田立新,${idNumber(503)},维修员,13900005001,和苑服务中心,给排水管`,
      `小王,${idNumber(504)},维修员,13900005001,和苑服务中心,`,
      `石桂香,110105194912310021,管家,13900005002,和苑服务中心,`,
      `石桂香,${idNumber(505)},园长,12345,和苑服务中心,木工`,
      `石桂香,${idNumber(506)},管家,13900005002,月亮服务中心,`,
      `田立新,${idNumber(503)},维修员,13900005001,和苑服务中心,`,
    ].join("\n");
    const { data } = await send("manager", file, false);
    expect(data!["importStaff"]).toMatchObject({ dryRun: false, rows: 6, imported: 0 });
    const problems = data!["importStaff"].problems as {
      line: number;
      column: string;
      code: string;
    }[];
    expect(problems.map(({ line, column, code }) => [line, column, code])).toEqual([
      [3, "姓名", "INVALID"],
      [4, "身份证号", "INVALID"],
      [5, "岗位", "UNKNOWN_VALUE"],
      [5, "电话", "INVALID"],
      [5, "专长", "UNKNOWN_VALUE"],
      [6, "项目", "UNKNOWN_REFERENCE"],
      [7, "身份证号", "DUPLICATE"],
    ]);
    expect(await registered()).toBe(before);
  });

  it("stores nothing on a dry run, all of it after, and knows them again", async () => {
    const before = await registered();
    expect((await send("manager", good, true)).data!["importStaff"]).toEqual({
      dryRun: true,
      rows: 2,
      imported: 0,
      problems: [],
    });
    expect(await registered()).toBe(before);
    expect((await send("manager", good, false)).data!["importStaff"].imported).toBe(2);
    expect(await registered()).toBe(before + 2);
    const again = (await send("manager", good, false)).data!["importStaff"];
    expect(again.problems.map(({ code }: { code: string }) => code)).toEqual([
      "DUPLICATE",
      "DUPLICATE",
    ]);
    expect(await registered()).toBe(before + 2);
  });

  it("is the firm's own manager's", async () => {
    for (const who of ["otherManager", "assignee", "secretary"] as const)
      expect(codeOf(await send(who, good, true))).toBe("FORBIDDEN");
  });
});

describe("leaving and vetting", () => {
  it("ends the presence in the lists but not the record", async () => {
    const { data } = await register("manager", { name: "叶广生" });
    const { id } = data!["registerStaff"];
    expect(
      (await step("manager", "vetStaff", "StaffInput", { staff: id })).data!["step"].vettedOn,
    ).toMatch(/^\d{4}-\d\d-\d\d$/);
    const left = await step("manager", "recordStaffLeft", "StaffLeavesInput", {
      staff: id,
      on: "2026-04-30",
    });
    expect(left.data!["step"].leftOn).toBe("2026-04-30");
    for (const [field, type] of [
      ["recordStaffLeft", "StaffLeavesInput"],
      ["vetStaff", "StaffInput"],
    ] as const)
      expect(codeOf(await step("manager", field, type, { staff: id }))).toBe("ILLEGAL_TRANSITION");
    const list = `query ($left: Boolean) { firmStaff(first: 100, left: $left) { edges { node { id } } } }`;
    const idsOf = async (left: boolean) =>
      (await fixture.subgraph.ask(people.manager, list, { left })).data!["firmStaff"].edges.map(
        ({ node }: { node: { id: string } }) => node.id,
      );
    expect(await idsOf(false)).not.toContain(id);
    expect(await idsOf(true)).toContain(id);
  });

  it.each<PersonName>(["otherManager", "assignee", "gridWorker", "secretary", "owner"])(
    "is refused to %s",
    async (who) => {
      for (const [field, type] of [
        ["recordStaffLeft", "StaffLeavesInput"],
        ["vetStaff", "StaffInput"],
      ] as const)
        expect(codeOf(await step(who, field, type, { staff: ids.repairer }))).toBe("FORBIDDEN");
    },
  );
});

describe("the register", () => {
  const list = `{ firmStaff(first: 100) { edges { node { id project { firm { id } } } } } }`;
  it.each<[PersonName, readonly string[]]>([
    ["manager", [ids.firm]],
    ["assignee", [ids.firm]],
    ["otherManager", [ids.otherFirm]],
    ["secretary", [ids.firm, ids.otherFirm]],
    ["owner", []],
    ["gridWorker", []],
    ["cleaner", []],
  ])("lists to %s the staff of %s", async (who, firms) => {
    const { data } = await fixture.subgraph.ask(people[who], list);
    const seen = data!["firmStaff"].edges.map(
      ({ node }: { node: { project: { firm: { id: string } } } }) => node.project.firm.id,
    );
    expect(new Set(seen)).toEqual(new Set(firms));
  });

  it("is not an app's", async () => {
    expect(codeOf(await fixture.subgraph.ask(people.app, list))).toBe("FORBIDDEN");
  });
});

describe("staffChanged", () => {
  const query = `subscription ($firm: ID!, $after: String) { staffChanged(firm: $firm, after: $after) {
    cursor kind staff { name } } }`;

  it("tells of a registration, and only of the firm asked for", async () => {
    const stream = await watchField(fixture.subgraph, "secretary", query, { firm: ids.firm });
    const first = stream.next();
    await register("otherManager", { project: ids.otherProject, name: "何启明" });
    await register("manager", { name: "崔玉林" });
    expect(await first).toMatchObject({ kind: "REGISTERED", staff: { name: "崔玉林" } });
    await stream.close();
  });

  it.each<PersonName>(["otherManager", "owner", "gridWorker"])("is refused to %s", async (who) => {
    const stream = await watchField(fixture.subgraph, who, query, { firm: ids.firm });
    expect(codeOf(await stream.next())).toBe("FORBIDDEN");
    await stream.close();
  });
});
