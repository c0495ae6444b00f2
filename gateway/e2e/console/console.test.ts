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
