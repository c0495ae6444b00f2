import { readdir } from "node:fs/promises";

import { newId } from "@hutong/kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { HistoryEntry } from "../src/changes/history.entity.js";
import { ConsortiumTable } from "../src/export/export.resolver.js";
import { type Fixture, people, startConsortium } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startConsortium();
});
afterAll(() => fixture.stop());

const ownServer = { sub: "consortium", role: "SERVICE", org: "consortium" } as const;
const query = `query ($table: ConsortiumTable!, $after: String) {
  exportConsortium(table: $table, after: $after) { csv rows endCursor } }`;

describe("the export", () => {
  it("gives every table that the party owns", async () => {
    for (const table of Object.values(ConsortiumTable)) {
      const { data, errors } = await fixture.subgraph.ask(ownServer, query, { table });
      expect([table, errors]).toEqual([table, undefined]);
      expect(data!["exportConsortium"].rows).toBeGreaterThanOrEqual(0);
    }
    const made = new Set<string>();
    const folder = new URL("../src/migrations/", import.meta.url);
    const { readFile } = await import("node:fs/promises");
    for (const file of await readdir(folder)) {
      const text = await readFile(new URL(file, folder), "utf8");
      for (const [, name] of text.matchAll(/create table "?(\w+)"?/g)) made.add(name!);
    }
    // Sums that are computed from the facts, keys of requests and what the neighborhood owns are not.
    for (const derived of ["case_rollup", "home_rating_sum", "ticket_key", "known_community"])
      made.delete(derived);
    expect(
      Object.values(ConsortiumTable)
        .map((table) => table.toLowerCase())
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual([...made].toSorted((a, b) => a.localeCompare(b)));
  });

  it("gives a long table a thousand rows at a time, each row once", async () => {
    const em = fixture.subgraph.orm.em.fork();
    const subjects = Array.from({ length: 2_300 }, () => newId("hst"));
    await em.insertMany(
      HistoryEntry,
      subjects.map((id) => ({
        id,
        subject: "mem_x",
        step: "ADMIT",
        at: new Date(),
        by: "秦秘书,一",
      })),
    );
    const seen: string[] = [];
    let after: string | null = null;
    const sizes: number[] = [];
    do {
      const { data } = (await fixture.subgraph.ask(ownServer, query, {
        table: "HISTORY",
        after,
      })) as any;
      const { csv, rows, endCursor } = data.exportConsortium;
      sizes.push(rows);
      expect(csv).toContain('"秦秘书,一"');
      seen.push(...(csv.match(/hst_\w{26}/g) ?? []));
      after = endCursor;
    } while (after);
    expect(sizes).toEqual([1000, 1000, 300]);
    expect(new Set(seen)).toEqual(new Set(subjects));
  });

  it("is refused to everybody but the party's own server", async () => {
    for (const claims of [
      people.secretary,
      people.manager,
      people.service,
      people.app,
      people.owner,
      { ...ownServer, scope: "public:read" },
    ]) {
      const { errors } = await fixture.subgraph.ask(claims, query, { table: "HOTLINE_TICKET" });
      expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    }
    const { errors } = await fixture.subgraph.ask(ownServer, query, {
      table: "MEMBER",
      after: "' or 1=1",
    });
    expect(errors?.[0]?.extensions["code"]).toBe("INVALID_CURSOR");
  });
});
