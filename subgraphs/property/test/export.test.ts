import { setDomainClock } from "@hutong/kit";
import { afterAll, beforeAll, expect, it } from "vitest";

import { ExportBook } from "../src/export/export-book.js";
import { books } from "../src/export/export.service.js";
import { property } from "../src/index.js";
import { codeOf, type Fixture, ids, people, type PersonName } from "./fixture.js";
import { hire, sendTask, startMonday } from "./labour-fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startMonday();
});
afterAll(async () => {
  setDomainClock();
  await fixture.subgraph.stop();
});

const exportBook = (who: PersonName, variables: Record<string, unknown>) =>
  fixture.subgraph.ask(
    people[who],
    `query ($firm: ID!, $book: PropertyBook!, $first: Int! = 1000, $after: String) {
      propertyExport(firm: $firm, book: $book, first: $first, after: $after) {
        csv rows endCursor hasNextPage } }`,
    { firm: ids.firm, ...variables },
  );

it("every table of the party is in some book", () => {
  expect(new Set(Object.values(books))).toEqual(new Set(property.entities));
});

it.each(Object.values(ExportBook))("%s is a file with a heading", async (book) => {
  const { data, errors } = await exportBook("manager", { book });
  expect(errors).toBeUndefined();
  expect(data!["propertyExport"].csv.trim().split("\r\n")).toHaveLength(
    data!["propertyExport"].rows + 1,
  );
});

it("holds the firm's own rows, page by page, without loss", async () => {
  await Promise.all(Array.from({ length: 5 }, () => hire(fixture)));
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { data }: any = await exportBook("manager", { book: "STAFF", first: 3, after });
    const page = data!["propertyExport"];
    seen.push(
      ...page.csv
        .trim()
        .split("\r\n")
        .slice(1)
        .map((line: string) => line.split(",")[0]),
    );
    after = page.hasNextPage ? page.endCursor : null;
  } while (after);
  const { data } = await fixture.subgraph.ask(
    people.manager,
    "{ firmStaff(first: 100) { edges { node { id } } } }",
  );
  const own = data!["firmStaff"].edges.map(({ node }: { node: { id: string } }) => node.id);
  expect(seen).toHaveLength(7);
  expect(new Set(seen)).toEqual(new Set(own));
});

it("tells of references by their ids, and of nobody's ID number or home", async () => {
  const task = await sendTask(fixture);
  const tasks = (await exportBook("manager", { book: "DAILY_TASKS" })).data!["propertyExport"].csv;
  expect(tasks).toContain(`${task},${ids.firm}`);
  expect(tasks).toContain(ids.repairer);
  const heading = async (book: string) =>
    (await exportBook("manager", { book })).data!["propertyExport"].csv.split("\r\n")[0];
  expect(await heading("STAFF")).not.toContain("idHash");
  expect(await heading("HOME_ORDERS")).not.toMatch(/residentName|residentPhone|address/);
});

it.each<[PersonName, Record<string, unknown>, string]>([
  ["assignee", { book: "STAFF" }, "FORBIDDEN"],
  ["otherManager", { book: "STAFF" }, "FORBIDDEN"],
  ["secretary", { book: "STAFF" }, "FORBIDDEN"],
  ["owner", { book: "STAFF" }, "FORBIDDEN"],
  ["app", { book: "PRICES" }, "FORBIDDEN"],
  ["manager", { book: "STAFF", first: 5001 }, "INVALID_INPUT"],
  ["manager", { book: "STAFF", after: "' or true" }, "INVALID_CURSOR"],
  ["manager", { book: "STAFF", firm: ids.project }, "INVALID_ID"],
])("%s with %j is refused", async (who, variables, code) => {
  expect(codeOf(await exportBook(who, variables))).toBe(code);
});
