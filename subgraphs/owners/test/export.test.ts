import { csvText, csvYuan, readCsv } from "@hutong/kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { OwnersTable } from "../src/export/export.tables.js";
import { type Fixture, ids, people, startOwners } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startOwners();
});
afterAll(() => fixture.stop());

const take =
  "query ($community: ID!, $table: OwnersTable!) { ownersExport(community: $community, table: $table) }";

describe("an export", () => {
  it("holds what a ledger was given, in the words of an import", async () => {
    await fixture.subgraph.ask(
      people.manager,
      "mutation ($input: PostFeeInput!) { postFee(input: $input) { id } }",
      {
        input: {
          community: ids.community,
          on: "2026-03-05",
          kind: "UTILITIES",
          amountFen: 123_405,
          purpose: '水电,含"公摊"',
        },
      },
    );
    const { data } = await fixture.subgraph.ask(people.committee, take, {
      community: ids.community,
      table: "FEES",
    });
    const { rows } = readCsv(data?.["ownersExport"], {
      kind: csvText("项目", 20),
      purpose: csvText("用途", 50),
      fen: csvYuan("金额"),
    });
    expect(rows.map(({ value }) => value)).toEqual([
      { kind: "公共水电", purpose: '水电,含"公摊"', fen: 123_405 },
    ]);
  });

  it.each(Object.values(OwnersTable))("of %s can be taken by the committee", async (table) => {
    const { data, errors } = await fixture.subgraph.ask(people.committee, take, {
      community: ids.community,
      table,
    });
    expect(errors).toBeUndefined();
    expect(data?.["ownersExport"].split("\r\n")[0].split(",").length).toBeGreaterThan(2);
  });

  it.each(["owner", "otherCommittee", "manager", "gridWorker", "secretary", "app"] as const)(
    "is not for %s",
    async (who) => {
      expect(await fixture.code(who, take, { community: ids.community, table: "FEES" })).toBe(
        "FORBIDDEN",
      );
    },
  );
});
