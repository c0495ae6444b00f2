import { AxeBuilder } from "@axe-core/playwright";
import { createTown } from "@hutong/town";
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

const help = "TS-2026-0508";
const screens = [
  { name: "the list of cases", as: "grid-worker", at: "/cases", ready: "case-row" },
  { name: "the case room", as: "grid-worker", at: `/cases/${help}`, ready: "offer" },
  { name: "the help wall", as: "expert", at: "/help", ready: "help-card" },
  { name: "a cleaner's tasks", as: "cleaner", at: "/tasks", ready: "task-card" },
  { name: "a crew's tasks", as: "crew-leader", at: "/tasks", ready: "proxy-check-in" },
  { name: "the cleaners", as: "crew-leader", at: "/cleaners", ready: "cleaner" },
  { name: "the hotline desk", as: "secretary", at: "/desk", ready: "line" },
  { name: "the four rates", as: "secretary", at: "/rates", ready: "rank" },
  { name: "the communities", as: "app", at: "/communities", ready: "community-row" },
] as const;

const widths = [1280, 360] as const;
const schemes = ["light", "dark"] as const;
const languages = ["zh-CN", "en"] as const;

/** Turns the page to a language by its own switch, where it is not in it. */
async function switchTo(page: Page, language: string): Promise<void> {
  if ((await page.evaluate(() => document.documentElement.lang)) !== language)
    await page.getByTestId("lang-switch").filter({ visible: true }).first().click();
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
}

async function violations(page: Page): Promise<string[]> {
  // The other mode opens a page of its own for every look, which only frames would need.
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
}

describe.each(screens)("$name", ({ as, at, ready }) => {
  let window: Awaited<ReturnType<typeof openWindow>>;
  beforeAll(async () => {
    window = await openWindow(browser, town.url);
    await window.page.emulateMedia({ reducedMotion: "reduce" });
    await signInAs(window.page, as, at);
    await window.page.getByTestId(ready).first().waitFor();
  });
  afterAll(async () => {
    expect(window.problems).toEqual([]);
    await window.context.close();
  });

  it.each(
    widths.flatMap((width) =>
      schemes.flatMap((scheme) => languages.map((language) => ({ width, scheme, language }))),
    ),
  )(
    "can be used by everybody and fits $width px, $scheme, in $language",
    async ({ width, scheme, language }) => {
      const { page } = window;
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await switchTo(page, language);
      await page.getByTestId(ready).first().waitFor();
      expect(await violations(page)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    },
  );
});

describe("the case room", () => {
  it("shows all parties' parts without navigation at 1280 px", async () => {
    const { context, page } = await openWindow(browser, town.url);
    await signInAs(page, "grid-worker", `/cases/${createTown().cases.liftPipe.number}`);
    for (const part of [
      "reporter-name",
      "responsible-firm",
      "contract-clause",
      "clock",
      "work-order",
      "cleaning-task",
      "timeline-entry",
    ]) {
      await page.getByTestId(part).first().waitFor();
    }
    await context.close();
  });

  it("says which party is away, and keeps the rest", async () => {
    const { context, page } = await openWindow(browser, town.url);
    await town.subgraphs.get("f02")!.stop();
    try {
      await signInAs(page, "grid-worker", `/cases/${help}`);
      const away = page.getByTestId("party-property-unavailable").first();
      await away.waitFor();
      expect(await away.textContent()).toContain("和润物业");
      await page.getByTestId("offer").first().waitFor();
      await page.getByTestId("contract-clause").first().waitFor();
    } finally {
      await town.restart("f02");
    }
    // It comes back by itself.
    await page.getByTestId("work-order").first().waitFor();
    await context.close();
  });

  it("is live again by itself after the network was away", async () => {
    const { context, page } = await openWindow(browser, town.url);
    await signInAs(page, "grid-worker", `/cases/${help}`);
    await page.getByTestId("case-room").waitFor();
    const state = page.getByTestId("connection-state").first();
    await state.filter({ hasText: "实时" }).waitFor();
    await context.setOffline(true);
    await state.filter({ hasText: /离线|断开|网络/ }).waitFor();
    await context.setOffline(false);
    await state.filter({ hasText: "实时" }).waitFor();
    await context.close();
  });
});
