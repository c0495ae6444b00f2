// Takes the pictures of the documentation from the running product:
// npm exec -w @hutong/e2e -- vitest run --config screenshots/vitest.config.ts
import { mkdir } from "node:fs/promises";
import path from "node:path";

import { createTown } from "@hutong/town";
import type { Page } from "playwright-core";
import { it } from "vitest";

import { launchBrowser, openWindow, signInAs } from "../kit/browser.js";
import { startTestTown } from "../kit/town.js";

const folder = path.resolve(import.meta.dirname, process.env["PICTURES"] ?? "../../docs/pictures");

it("takes the pictures", async () => {
  await mkdir(folder, { recursive: true });
  const town = await startTestTown();
  const browser = await launchBrowser();
  const { cases } = createTown();
  const help = "TS-2026-0508";

  const shots = [
    { name: "case-room", as: "grid-worker", at: `/cases/${help}`, ready: "help-request" },
    {
      name: "case-room-dark",
      as: "grid-worker",
      at: `/cases/${help}`,
      ready: "help-request",
      colorScheme: "dark",
    },
    {
      name: "case-room-phone",
      as: "grid-worker",
      at: `/cases/${help}`,
      ready: "help-request",
      width: 360,
      height: 800,
    },
    {
      name: "case-room-en",
      as: "grid-worker",
      at: `/cases/${cases.liftPipe.number}`,
      ready: "work-order",
      english: true,
    },
    { name: "cases", as: "grid-worker", at: "/cases", ready: "case-row" },
    {
      name: "cases-phone",
      as: "grid-worker",
      at: "/cases",
      ready: "case-row",
      width: 360,
      height: 800,
    },
    {
      name: "tasks-phone",
      as: "cleaner",
      at: "/tasks",
      ready: "task-card",
      width: 360,
      height: 800,
    },
    { name: "help-wall", as: "expert", at: "/help", ready: "help-card" },
  ] as const;
  for (const shot of shots) {
    const { context, page } = await openWindow(browser, town.url, {
      width: "width" in shot ? shot.width : 1280,
      height: "height" in shot ? shot.height : 900,
      colorScheme: "colorScheme" in shot ? shot.colorScheme : "light",
    });
    await page.emulateMedia({ reducedMotion: "reduce" });
    await signInAs(page, shot.as, shot.at);
    await page.getByTestId(shot.ready).first().waitFor();
    if ("english" in shot) await page.getByTestId("lang-switch").first().click();
    await untilDrawn(page);
    await page.screenshot({ path: path.join(folder, `${shot.name}.png`) });
    await context.close();
  }
  const { context, page } = await openWindow(browser, town.url);
  await page.goto("/");
  await page.getByTestId("persona-grid-worker").waitFor();
  await page.screenshot({ path: path.join(folder, "sign-in.png") });
  await context.close();
  await browser.close();
  await town.stop();
}, 180_000);

/** Photos come when they are scrolled to; a picture wants them all. */
async function untilDrawn(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const image of document.images) image.loading = "eager";
  });
  await page.waitForFunction(() =>
    [...document.images].every((image) => image.complete && image.naturalWidth > 0),
  );
}
