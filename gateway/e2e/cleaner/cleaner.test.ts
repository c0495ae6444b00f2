import { createTown } from "@hutong/town";
import sharp from "sharp";
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

const phone = { width: 360, height: 800 };
const { cases, personas, cleaningTasks } = createTown();
const { number, complaintId } = cases.liftPipe;
const { contractorId } = cleaningTasks.find((task) => task.complaintId === complaintId)!;
const nameOf = (persona: string): string => personas.find(({ id }) => id === persona)!.claims.name;

const createTask = /* GraphQL */ `
  mutation CreateTask($input: CreateCleaningTaskInput!) {
    createCleaningTask(input: $input) {
      number
    }
  }
`;

/** The firm writes a task for the crew that cleans where the pipe leaks; it is nobody's yet. */
async function newTask(): Promise<string> {
  const { data, errors } = await town.ask("firm-manager", createTask, {
    input: {
      complaint: complaintId,
      contractor: contractorId,
      title: "拖干三层楼道积水",
      place: "3号楼2单元",
      dueAt: new Date(Date.now() + 2 * 3_600_000).toISOString(),
    },
  });
  expect(errors).toBeUndefined();
  return data!["createCleaningTask"].number;
}

/** Three taps on a phone: the button, the shutter, and that the picture is good. */
async function takePhoto(page: Page, task: string, verb: string): Promise<void> {
  const camera = page.waitForEvent("filechooser");
  await cardOf(page, task).getByTestId(`check-in-${verb}`).click();
  await (await camera).setFiles({ name: "photo.png", mimeType: "image/png", buffer: picture });
}

const cardOf = (page: Page, task: string) =>
  page.locator(`[data-testid="task-card"][data-number="${task}"]`);

/** As large as a phone's, and too noisy to become small by itself. */
const picture = await sharp({
  create: {
    width: 2400,
    height: 1800,
    channels: 3,
    background: "#888",
    noise: { type: "gaussian", mean: 128, sigma: 60 },
  },
})
  .png()
  .toBuffer();

describe("the screen of the cleaners", () => {
  it("carries a check-in and the leader's proxy entry to the grid worker's open case room", async () => {
    const worker = await openWindow(browser, town.url);
    await signInAs(worker.page, "grid-worker", `/cases/${number}`);
    await worker.page.getByTestId("case-room").waitFor();
    await worker.page.evaluate(() => Reflect.set(window, "sameDocument", true));

    // It is home, and what is not theirs to work with is not in the navigation.
    const cleaner = await openWindow(browser, town.url, phone);
    await signInAs(cleaner.page, "cleaner");
    await cleaner.page.waitForURL("**/tasks");
    await cleaner.page.getByTestId("task-card").first().waitFor();
    expect(await cleaner.page.getByRole("navigation").getByRole("link").allTextContents()).toEqual([
      "任务",
    ]);
    const states = await cleaner.page
      .getByTestId("task-card")
      .evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset["state"]));
    expect(states).toEqual(states.toSorted((a, b) => Number(a !== "OPEN") - Number(b !== "OPEN")));

    // A new task comes by itself; checking in makes it theirs.
    const task = await newTask();
    await takePhoto(cleaner.page, task, "ARRIVED");
    await cardOf(cleaner.page, task)
      .locator('[data-testid="check-in"][data-method="PHOTO"]')
      .filter({ hasText: `${nameOf("cleaner")} 到达` })
      .waitFor();
    // The photo comes back from the party's own store, through the hub.
    await cleaner.page.waitForFunction(
      (of) =>
        (document.querySelector<HTMLImageElement>(`[data-number="${of}"] img`)?.naturalWidth ?? 0) >
        0,
      task,
    );
    const shown = worker.page.getByTestId("cleaning-task").filter({ hasText: task });
    await shown
      .getByTestId("check-in")
      .filter({ hasText: nameOf("cleaner") })
      .waitFor();

    // The leader enters for them, and it shows who did.
    const leader = await openWindow(browser, town.url, phone);
    await signInAs(leader.page, "crew-leader");
    await cardOf(leader.page, task).getByTestId("proxy-check-in").click();
    const dialog = leader.page.getByTestId("proxy-dialog");
    await dialog.getByRole("button", { name: nameOf("cleaner") }).click();
    await dialog.getByTestId("proxy-DONE").click();
    await dialog.getByRole("button", { name: "确定" }).click();
    const proxied = { hasText: `${nameOf("crew-leader")}代录` };
    for (const where of [shown, cardOf(leader.page, task), cardOf(cleaner.page, task)])
      await where.locator('[data-method="PROXY"]').filter(proxied).waitFor();

    // Seen to be done.
    await cardOf(leader.page, task).getByTestId("verify-task").click();
    await worker.page
      .locator('[data-testid="cleaning-task"][data-state="VERIFIED"]')
      .filter({ hasText: task })
      .waitFor();
    expect(await worker.page.evaluate(() => Reflect.get(window, "sameDocument"))).toBe(true);
    expect([...worker.problems, ...cleaner.problems, ...leader.problems]).toEqual([]);
    for (const { context } of [worker, cleaner, leader]) await context.close();
  });

  it("takes a check-in back, which stays in the book", async () => {
    const task = await newTask();
    const { context, page, problems } = await openWindow(browser, town.url, phone);
    await signInAs(page, "cleaner");
    await takePhoto(page, task, "DONE");
    await page.locator(`[data-number="${task}"][data-state="DONE"]`).waitFor();
    await cardOf(page, task).getByTestId("undo-check-in").click();
    await page.locator(`[data-number="${task}"][data-state="OPEN"]`).waitFor();
    await cardOf(page, task).locator('[data-testid="check-in"][data-undone="true"]').waitFor();
    expect(await cardOf(page, task).getByTestId("undo-check-in").count()).toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("takes a reason with what cannot be done", async () => {
    const task = await newTask();
    const { context, page, problems } = await openWindow(browser, town.url, phone);
    await signInAs(page, "cleaner");
    await cardOf(page, task).getByTestId("check-in-CANNOT").click();
    const dialog = page.getByTestId("cannot-dialog");
    expect(await dialog.getByRole("button", { name: "确定" }).isDisabled()).toBe(true);
    await dialog.getByTestId("reason-LOCKED").click();
    await dialog.getByRole("button", { name: "确定" }).click();
    await cardOf(page, task).getByText("门锁着").waitFor();
    await cardOf(page, task).getByTestId("check-in-DONE").waitFor();
    expect(await cardOf(page, task).getByTestId("check-in-CANNOT").count()).toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  it.each([360, 1280])("has text from 18 px and targets from 60 px at %i px", async (width) => {
    const { context, page } = await openWindow(browser, town.url, { width });
    await signInAs(page, "crew-leader");
    await page.getByTestId("proxy-check-in").first().click();
    await page.getByTestId("proxy-dialog").getByTestId("proxy-CANNOT").click();
    await page.getByTestId("reason-TOOLS").waitFor();
    for (const lang of ["zh-CN", "en"]) {
      expect(await page.evaluate(tooSmall)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByTestId("account").locator("summary").click();
      expect(await page.evaluate(tooSmall)).toEqual([]);
      await page.getByTestId("account").locator("summary").click();
      if (lang === "en") break;
      await page.getByTestId("lang-switch").click();
      await page.waitForFunction(() => document.documentElement.lang === "en");
      await page.getByTestId("proxy-check-in").first().click();
      await page.getByTestId("proxy-dialog").getByText("For whom").waitFor();
    }
    await context.close();
  });
});

/** What is too small on the page, as its text; runs in the page. */
function tooSmall(): string[] {
  const seen = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.getBoundingClientRect().width > 1 &&
    !element.closest(".skip-link, .sr-only");
  const targets = [...document.querySelectorAll("button, a, summary, input")].filter(seen);
  const texts = [...document.querySelectorAll("body *")].filter(
    (element) =>
      seen(element) &&
      [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
  );
  return [
    ...targets
      .filter((target) => {
        const { width, height } = target.getBoundingClientRect();
        return width < 60 || height < 60;
      })
      .map((target) => `target: ${target.outerHTML.slice(0, 120)}`),
    ...texts
      .filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < 18)
      .map((element) => `text: ${element.outerHTML.slice(0, 120)}`),
  ];
}

describe("a list that cannot be loaded", () => {
  it("says so, and loads when it is asked again", async () => {
    await town.subgraphs.get("c01")!.stop();
    const { context, page } = await openWindow(browser, town.url, phone);
    try {
      await signInAs(page, "cleaner");
      await page.getByTestId("failed").waitFor();
    } finally {
      await town.restart("c01");
    }
    await page.getByRole("button", { name: "重新加载" }).click();
    await page.getByTestId("task-card").first().waitFor();
    expect(await page.getByTestId("failed").count()).toBe(0);
    await context.close();
  });
});

describe("the screen of a third-party app", () => {
  it("shows the communities, page by page, with firm and contract", async () => {
    const { context, page, problems } = await openWindow(browser, town.url);
    await signInAs(page, "app");
    await page.waitForURL("**/communities");
    const rows = page.getByTestId("community-row");
    await rows.first().waitFor();
    const before = await rows.count();
    await page.getByTestId("load-more").click();
    await rows.nth(before).waitFor();
    expect(await page.getByText(/WYHT-/).count()).toBeGreaterThan(10);
    expect(problems).toEqual([]);
    await context.close();
  });
});
