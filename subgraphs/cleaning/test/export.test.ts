import { newId } from "@hutong/kit";
import { afterAll, beforeAll, expect, it } from "vitest";

import { books, CleaningBook } from "../src/export/cleaning-book.js";
import { cleaning } from "../src/index.js";
import { SmsCode } from "../src/sms/sms-code.entity.js";
import { SmsDirection, SmsMessage } from "../src/sms/sms-message.entity.js";
import { CleaningTaskState } from "../src/task/task.state.js";
import { codeOf, type Fixture, ids, people, type PersonName, startCleaning } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startCleaning();
});
afterAll(() => fixture.subgraph.stop());

const take = (who: PersonName, variables: Record<string, unknown>) =>
  fixture.subgraph.ask(
    people[who],
    `query ($contractor: ID!, $book: CleaningBook!, $first: Int! = 1000, $after: String) {
      cleaningExport(contractor: $contractor, book: $book, first: $first, after: $after) {
        csv rows endCursor hasNextPage } }`,
    { contractor: ids.contractor, ...variables },
  );
const linesOf = ({ data }: Awaited<ReturnType<typeof take>>): string[] =>
  data!["cleaningExport"].csv.trim().split("\r\n").slice(1);

it("has every table of the party in some book, but for what names tasks in SMS", () => {
  const exported = Object.values(books).map(({ entity }) => entity);
  expect(new Set([...exported, SmsCode])).toEqual(new Set(cleaning.entities));
});

it("gives the contractor's own rows of every book, and nothing of another's", async () => {
  const task = await fixture.task(CleaningTaskState.OPEN);
  await fixture.task(CleaningTaskState.OPEN, {
    contractor: ids.otherContractor,
    crew: ids.otherCrew,
    cleaner: ids.otherCleaner,
  });
  const checkIn = `mutation ($input: ProxyCheckInInput!) { proxyCheckIn(input: $input) { id } }`;
  await fixture.subgraph.ask(people.leader, checkIn, {
    input: { task, verb: "DONE", cleaner: ids.cleaner },
  });
  await fixture.subgraph.ask(
    people.leader,
    "mutation ($input: RecordTrainingInput!) { recordTraining(input: $input) { topic } }",
    {
      input: {
        cleaner: ids.cleaner,
        topic: "SAFETY",
        heldOn: "2026-03-05",
        result: "PASSED",
      },
    },
  );
  const em = fixture.subgraph.orm.em.fork();
  for (const [cleanerId, text] of [
    [ids.cleaner, "111"],
    [ids.otherCleaner, "222"],
  ] as const)
    em.create(SmsMessage, {
      id: newId("sms", "c02"),
      cleanerId,
      phone: "13600011111",
      direction: SmsDirection.IN,
      text,
      failed: false,
      at: new Date(),
    });
  await em.flush();
  const counts: Partial<Record<CleaningBook, number>> = {};
  for (const book of Object.values(CleaningBook)) {
    const answer = await take("leader", { book });
    expect([book, answer.errors]).toEqual([book, undefined]);
    counts[book] = linesOf(answer).length;
    expect(counts[book]).toBe(answer.data!["cleaningExport"].rows);
    expect(answer.data!["cleaningExport"].csv).not.toContain("_c03_");
  }
  expect(counts).toEqual({
    CONTRACTOR: 1,
    CREWS: 2,
    CLEANERS: 4,
    SERVED_COMMUNITIES: 1,
    TASKS: 1,
    TASK_ENTRIES: 1,
    CHECK_INS: 1,
    SMS_MESSAGES: 1,
    CALL_BACKS: 0,
    TRAININGS: 1,
  });
});

it("comes page by page, each row once", async () => {
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const answer: Awaited<ReturnType<typeof take>> = await take("leader", {
      book: "CLEANERS",
      first: 3,
      after,
    });
    seen.push(...linesOf(answer).map((line) => line.split(",")[0]!));
    const { hasNextPage, endCursor } = answer.data!["cleaningExport"];
    after = hasNextPage ? endCursor : null;
  } while (after);
  expect(seen).toEqual(
    [ids.leader, ids.cleaner, ids.mate, ids.siblingLeader].toSorted((a, b) => (a < b ? -1 : 1)),
  );
});

it.each(
  (Object.keys(people) as PersonName[]).filter(
    (who) => who !== "leader" && who !== "siblingLeader",
  ),
)("is refused to %s", async (who) => {
  for (const book of Object.values(CleaningBook))
    expect(codeOf(await take(who, { book }))).toBe("FORBIDDEN");
});

it.each([
  [{ first: 0 }, "INVALID_INPUT"],
  [{ first: 5001 }, "INVALID_INPUT"],
  [{ after: "' or 1=1" }, "INVALID_CURSOR"],
  [{ contractor: "firm_01ARZ3NDEKTSV4RRFFQ69G5F03" }, "INVALID_ID"],
])("refuses %j", async (variables, code) => {
  expect(codeOf(await take("leader", { book: "TASKS", ...variables }))).toBe(code);
});
