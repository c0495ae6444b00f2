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

const { cases, complaints, personas } = createTown();
const { number, complaintId } = cases.liftPipe;
const { reporter, place } = complaints.find(({ id }) => id === complaintId)!;
const nameOf = (persona: string): string => personas.find(({ id }) => id === persona)!.claims.name;

/** Fails the test if the page is loaded again: what appears must appear by itself. */
async function noReload(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => Reflect.set(window, "sameDocument", true));
  return async () =>
    expect(await page.evaluate(() => Reflect.get(window, "sameDocument"))).toBe(true);
}

describe("a firm asks all firms, another firm's expert helps", () => {
  it("with every step on the grid worker's open screen, and the identity released to that expert alone", async () => {
    const worker = await openWindow(browser, town.url);
    await signInAs(worker.page, "grid-worker", `/cases/${number}`);
    await worker.page.getByTestId("case-room").waitFor();
    const sameDocument = await noReload(worker.page);
    expect(await worker.page.getByTestId("help-request").count()).toBe(0);
    expect(await worker.page.getByTestId("reporter-name").textContent()).toContain("*");
    expect(await worker.page.getByTestId("work-order").count()).toBe(1);
    expect(await worker.page.getByTestId("cleaning-task").count()).toBe(2);

    // The firm asks all firms.
    const manager = await openWindow(browser, town.url);
    await signInAs(manager.page, "firm-manager", `/cases/${number}`);
    await manager.page.getByTestId("ask-all-firms").click();
    await manager.page
      .getByTestId("ask-summary")
      .fill("加装电梯后立管渗水,查不出渗漏点,请有经验的师傅帮忙");
    await manager.page
      .getByTestId("ask-dialog")
      .getByRole("button", { name: "发出求助" })
      .last()
      .click();
    await worker.page.getByTestId("help-request").waitFor();

    // Another firm's expert, who may not see the case, offers.
    const expert = await openWindow(browser, town.url);
    await signInAs(expert.page, "expert", `/cases/${number}`);
    await expert.page.getByText(/无权/).first().waitFor();
    await expert.page.goto("/help");
    await expert.page
      .getByTestId("help-card")
      .filter({ hasText: "加装电梯后立管渗水,查不出" })
      .click();
    await expert.page.getByTestId("offer-help").click();
    await expert.page.getByTestId("offer-note").fill("上次在另一个小区遇到过同样的情况");
    await expert.page
      .getByTestId("offer-dialog")
      .getByRole("button", { name: "发出应援" })
      .last()
      .click();

    // It appears by itself.
    const offer = worker.page.getByTestId("offer").filter({ hasText: nameOf("expert") });
    await offer.waitFor();
    await sameDocument();

    // The asking firm accepts: one tap, five seconds to undo.
    await manager.page.getByTestId("offer-accept").click();
    await manager.page.getByTestId("undo").waitFor();
    await manager.page.getByTestId("undo").click();
    await manager.page.getByTestId("offer-accept").click();
    await manager.page.getByTestId("undo").waitFor({ state: "detached" });
    await worker.page.getByTestId("timeline-entry").filter({ hasText: "查看身份" }).waitFor();
    await sameDocument();

    // The identity is the expert's to see now, and nobody else's.
    await expert.page.goto(`/cases/${number}`);
    await expert.page.getByTestId("reporter-name").filter({ hasText: reporter.name }).waitFor();
    expect(await expert.page.getByTestId("case-room").textContent()).toContain(place);
    const other = await openWindow(browser, town.url);
    await signInAs(other.page, "second-expert", `/cases/${number}`);
    await other.page.getByText(/无权/).first().waitFor();
    expect(await other.page.content()).not.toContain(reporter.name);
    expect(await worker.page.getByTestId("reporter-name").textContent()).toContain("*");
    expect(await manager.page.getByTestId("reporter-name").textContent()).toContain("*");

    expect([...worker.problems, ...manager.problems]).toEqual([]);
    for (const { context } of [worker, manager, expert, other]) await context.close();
  });
});
