import { idNumber } from "@hutong/kit/testing";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { launchBrowser, openWindow, signInAs } from "../kit/browser.js";
import { startTestTown, type TestTown } from "../kit/town.js";

let town: TestTown;
let browser: Browser;
beforeAll(async () => {
  town = await startTestTown();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

const numbers = (page: Page): Promise<string[]> =>
  page.getByTestId("case-row").evaluateAll((rows) => rows.map((row) => row.dataset["number"]!));

/** Confirms a step in its dialog. */
async function take(page: Page, step: string, note: string): Promise<void> {
  await page.getByTestId(`step-${step}`).click();
  const dialog = page.getByTestId(`step-dialog-${step}`);
  await dialog.getByTestId("step-note").fill(note);
  await dialog.locator("button[type=submit]").click();
  await dialog.waitFor({ state: "hidden" });
}

describe("the list of my grid's cases", () => {
  it("pages by keyset without repeating a case, newest first", async () => {
    const { context, page, problems } = await openWindow(browser, town.url);
    await signInAs(page, "grid-worker", "/cases");
    await page.getByTestId("case-row").first().waitFor();
    const open = await numbers(page);
    await page.getByTestId("filter-open").click();
    await page.getByTestId("load-more").waitFor();
    const first = await numbers(page);
    await page.getByTestId("load-more").click();
    await page.getByTestId("case-row").nth(first.length).waitFor();
    const both = await numbers(page);
    expect(both.slice(0, first.length)).toEqual(first);
    expect(new Set(both).size).toBe(both.length);
    expect(open.length).toBeGreaterThan(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("finds by words and by state, keeps both in the address, and says when nothing fits", async () => {
    const { context, page } = await openWindow(browser, town.url);
    await signInAs(page, "grid-worker", "/cases");
    await page.getByTestId("search").fill("TS-2026-0502");
    await page.locator('[data-number="TS-2026-0502"]').waitFor();
    await page.waitForFunction(() => document.querySelectorAll("[data-number]").length === 1);
    await page.waitForURL(/TS-2026-0502/);
    // A reload shows the same list: what was chosen stands in the address.
    await page.reload();
    await page.locator('[data-number="TS-2026-0502"]').waitFor();
    expect(await numbers(page)).toEqual(["TS-2026-0502"]);
    await page.getByTestId("search").fill("没有这样的诉求");
    await page.getByText("没有符合条件的诉求").waitFor();
    expect(await numbers(page)).toEqual([]);

    await page.goto("/cases");
    await page.getByTestId("case-row").first().waitFor();
    await page.getByTestId("filter-state").selectOption("FILED");
    await page.waitForURL(/FILED/);
    const filed = await town.ask(
      "grid-worker",
      "{ complaints(first: 100, filter: { states: [FILED] }) { edges { node { number } } } }",
    );
    const expected = filed.data!["complaints"].edges.map(({ node }: any) => node.number);
    await page.waitForFunction(
      (count) => document.querySelectorAll("[data-number]").length === count,
      expected.length,
    );
    expect(await numbers(page)).toEqual(expected);
    await context.close();
  });
});

describe("a case in the console", () => {
  it("is dispatched by the grid worker and answered by the firm, each seen on the other's open screen", async () => {
    const { data } = await town.ask(
      "firm-manager",
      "{ complaints(first: 100, filter: { states: [FILED] }) { edges { node { number community { grid { name } } } } } }",
    );
    const mine = await town.ask("grid-worker", "{ myGrids { name } }");
    const { number } = data!["complaints"].edges
      .map(({ node }: any) => node)
      .find(({ community }: any) => community.grid.name === mine.data!["myGrids"][0].name);

    const worker = await openWindow(browser, town.url);
    await signInAs(worker.page, "grid-worker", `/cases/${number}`);
    const manager = await openWindow(browser, town.url, { width: 360, height: 800 });
    await signInAs(manager.page, "firm-manager", `/cases/${number}`);
    await manager.page.getByTestId("case-room").waitFor();

    await take(worker.page, "DISPATCH", "请尽快处理");
    // By itself: the firm's screen now offers the answer, and its server has made the work order.
    await manager.page.getByTestId("step-RESPOND").waitFor();
    await worker.page.getByTestId("work-order").waitFor();
    await take(manager.page, "RESPOND", "师傅一小时内到");
    await worker.page.getByTestId("timeline-entry").filter({ hasText: "师傅一小时内到" }).waitFor();
    await worker.page.getByTestId("case-state").filter({ hasText: "响应" }).waitFor();

    expect([...worker.problems, ...manager.problems]).toEqual([]);
    await worker.context.close();
    await manager.context.close();
  });

  it("keeps what was typed when the step is refused, and says why", async () => {
    const { context, page } = await openWindow(browser, town.url);
    await signInAs(page, "grid-worker", "/cases?state=RECEIVED");
    await page.getByTestId("case-row").first().waitFor();
    const number = (await numbers(page))[0]!;
    await page.goto(`/cases/${number}`);
    await page.getByTestId("step-FILE").click();
    const dialog = page.getByTestId("step-dialog-FILE");
    await dialog.getByTestId("step-note").fill("分类为设施损坏");
    await town.subgraphs.get("neighborhood")!.stop();
    try {
      await dialog.locator("button[type=submit]").click();
      await dialog.getByRole("alert").first().waitFor();
      expect(await dialog.getByTestId("step-note").inputValue()).toBe("分类为设施损坏");
    } finally {
      await town.restart("neighborhood");
    }
    await context.close();
  });

  it("is refused in plain words to whom it does not concern", async () => {
    const { context, page } = await openWindow(browser, town.url, { width: 360, height: 800 });
    await signInAs(page, "other-grid-worker", "/cases/TS-2026-0502");
    await page.getByText(/无权/).first().waitFor();
    expect(await page.content()).not.toContain("加装电梯");
    await context.close();
  });
});

describe("the hotline desk", () => {
  it("reads a line while it is typed, names the part that is wrong, and takes the call down", async () => {
    const { context, page, problems } = await openWindow(browser, town.url);
    await signInAs(page, "secretary", "/desk");
    const part = (name: string) => page.getByTestId(`part-${name}`);
    const line = page.getByTestId("line");
    await line.fill("wty 三号楼 天气");
    await part("PLACE").filter({ hasText: "3-2-501" }).waitFor();
    await part("CATEGORY").filter({ hasText: "没有类别“天气”" }).waitFor();
    const { data } = await town.ask(
      "secretary",
      '{ read: hotlineLine(line: "wty") { community { id name } } }',
    );
    const { community } = data!["read"];
    await part("COMMUNITY").filter({ hasText: community.name }).waitFor();
    const take = page.locator(".quick-entry button[type=submit]");
    await page.getByTestId("caller-name").fill("龚来电");
    await page.getByTestId("caller-phone").fill("13900012345");
    expect(await take.isDisabled()).toBe(true);

    await line.fill("wty 3-2-501 漏水 厨房顶漏得厉害");
    await part("PLACE").filter({ hasText: "3号楼2单元501室" }).waitFor();
    await page.waitForFunction(
      () => document.querySelectorAll('.line-reading [data-state="read"]').length === 4,
    );
    await line.press("Enter");
    const row = page.getByTestId("ticket-row").filter({ hasText: "厨房顶漏得厉害" });
    await row.waitFor();
    expect(await line.inputValue()).toBe("");
    const number = await row.getAttribute("data-number");
    const { data: kept } = await town.ask(
      "secretary",
      "query ($number: String!) { hotlineTickets(number: $number) { edges { node { category community { id } caller { name } } } } }",
      { number },
    );
    expect(kept!["hotlineTickets"].edges[0].node).toMatchObject({
      category: "WATER_LEAK",
      community: { id: community.id },
    });
    // Its case is filed by the neighborhood, and the row leads there by itself.
    await row.getByRole("link").click();
    await page.getByTestId("case-room").waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it("asks again for what happened while its board was on the way", async () => {
    const { context, page } = await openWindow(browser, town.url);
    await signInAs(page, "secretary", "/desk");
    await page.locator("section .empty-state, section [data-testid=ticket-row]").first().waitFor();
    await page.locator("[data-testid=connection-state][data-state=live]").first().waitFor();
    let asked = 0;
    const isLetGo = Promise.withResolvers<void>();
    await page.route("**/graphql", async (route) => {
      if (!route.request().postData()?.includes("query DeskBoard")) return route.continue();
      asked += 1;
      const response = await route.fetch();
      if (asked === 1) await isLetGo.promise;
      await route.fulfill({ response });
    });
    for (const [index, words] of ["楼道里第一处漏水", "楼道里第二处漏水"].entries()) {
      const { errors } = await town.ask(
        "secretary",
        "mutation ($input: LogTicketLineInput!) { logTicketLine(input: $input) { id } }",
        {
          input: {
            key: crypto.randomUUID(),
            line: `wty 3-2-50${index + 1} 漏水 ${words}`,
            callerName: "龚来电",
            callerPhone: "13900012345",
          },
        },
      );
      expect(errors).toBeUndefined();
      await expect.poll(() => asked).toBeGreaterThan(index);
    }
    isLetGo.resolve();
    for (const words of ["第一处", "第二处"])
      await page.getByTestId("ticket-row").filter({ hasText: words }).waitFor();
    // Its last question may still be on the way.
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await context.close();
  });

  it("is refused in plain words to a grid worker", async () => {
    const { context, page } = await openWindow(browser, town.url);
    await signInAs(page, "grid-worker", "/desk");
    await page.getByTestId("line").fill("wty 3-2-501 漏水");
    await page.getByTestId("entry-problem").filter({ hasText: "无权" }).waitFor();
    await context.close();
  });
});

describe("the four rates", () => {
  it("stand with numerator and denominator for what the address says, cut as chosen", async () => {
    const span = { from: "2026-01-01", to: "2026-12-31" };
    const of = (rounding: string) =>
      town.ask(
        "secretary",
        `query ($from: LocalDate!, $to: LocalDate!) {
          rates(from: $from, to: $to, rounding: ${rounding}) { completion { numerator denominator text } }
          rateRanking(from: $from, to: $to, rounding: ${rounding}, by: CATEGORY) { rank } }`,
        span,
      );
    const { context, page, problems } = await openWindow(browser, town.url);
    await signInAs(page, "secretary", "/rates?from=2026-01-01&to=2026-12-31");
    const tile = page.getByTestId("rate-COMPLETION");
    for (const rounding of ["TRUNCATE", "HALF_UP"]) {
      await page.getByTestId("rounding").selectOption(rounding);
      const { numerator, denominator, text } = (await of(rounding)).data!["rates"].completion;
      expect(denominator).toBeGreaterThan(0);
      await tile
        .filter({ hasText: text })
        .filter({ hasText: `${numerator} ÷ ${denominator}` })
        .waitFor();
    }
    await page.getByTestId("by").selectOption("CATEGORY");
    await page.waitForURL(/by=CATEGORY/);
    const lines = (await of("HALF_UP")).data!["rateRanking"].length;
    await page.waitForFunction(
      (count) => document.querySelectorAll("[data-testid=rank]").length === count,
      lines,
    );
    expect(lines).toBeGreaterThan(3);
    await page.getByTestId("from").fill("2024-01-01");
    await page.getByTestId("to").fill("2024-01-31");
    await page.getByText("这段时间没有可排名的诉求").waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });
});

describe("the register of cleaners", () => {
  it("refuses an alias, enters under the real name and retires, each seen on another's open screen", async () => {
    const leader = await openWindow(browser, town.url);
    await signInAs(leader.page, "crew-leader", "/cleaners");
    const other = await openWindow(browser, town.url, { width: 360, height: 800 });
    await signInAs(other.page, "crew-leader", "/cleaners");
    await other.page.getByTestId("cleaner").first().waitFor();

    await leader.page.getByTestId("enter").first().click();
    const dialog = leader.page.getByTestId("enter-dialog");
    await dialog.getByTestId("enter-name").fill("小王");
    await dialog.getByTestId("enter-idNumber").fill(idNumber(711));
    await dialog.getByTestId("enter-phone").fill("13900054321");
    await dialog.locator("button[type=submit]").click();
    await dialog.getByRole("alert").filter({ hasText: "姓名" }).waitFor();
    await dialog.getByTestId("enter-name").fill("牟秀珍");
    await dialog.locator("button[type=submit]").click();
    await dialog.waitFor({ state: "hidden" });
    const row = (page: Page) => page.locator('[data-testid=cleaner][data-name="牟秀珍"]');
    await row(leader.page).waitFor();
    await row(other.page).waitFor();

    await row(leader.page).getByTestId("retire").click();
    await leader.page.getByTestId("reason-AGE").click();
    await leader.page.getByTestId("retire-dialog").locator("button[type=submit]").click();
    await row(leader.page).waitFor({ state: "detached" });
    await row(other.page).waitFor({ state: "detached" });
    await leader.page.getByText("含离职").click();
    await row(leader.page).filter({ hasText: "离职" }).waitFor();
    expect(other.problems).toEqual([]);
    await leader.context.close();
    await other.context.close();
  });
});
