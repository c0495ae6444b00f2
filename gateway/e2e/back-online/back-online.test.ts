import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { launchBrowser, openWindow, signInAs } from "../kit/browser.js";
import { startTestTown, type TestTown } from "../kit/town.js";

let town: TestTown;
let browser: Browser;
beforeAll(async () => {
  town = await startTestTown();
  browser = await launchBrowser();
  const filed =
    "complaints(first: 100, filter: { states: [FILED] }) { edges { node { id number } } }";
  const seenBy = async (who: string): Promise<(typeof room)[]> =>
    (await town.ask(who, `{ ${filed} }`)).data!["complaints"].edges.map(({ node }: any) => node);
  const [firms, grids] = [await seenBy("firm-manager"), await seenBy("grid-worker")];
  room = firms.find(({ id }) => grids.some((other) => other.id === id))!;
});
afterAll(async () => {
  await browser?.close();
  await town?.stop();
});

/** One step after the other, each by who may take it: every one leaves its note in the timeline. */
const steps = [
  ["grid-worker", "dispatchComplaint"],
  ["firm-manager", "respondToComplaint"],
  ["firm-manager", "startComplaint"],
  ["firm-manager", "resolveComplaint"],
  ["grid-worker", "verifyComplaint"],
  ["grid-worker", "reopenComplaint"],
] as const;
let taken = 0;
let room: { readonly id: string; readonly number: string };

/** Changes the case as others would, elsewhere. */
async function leaveATrace(note: string): Promise<void> {
  const [who, step] = steps[taken++ % steps.length]!;
  const input = step === "reopenComplaint" ? "ReasonedStepInput" : "ComplaintStepInput";
  const { errors } = await town.ask(
    who,
    `mutation ($input: ${input}!) { ${step}(input: $input) { id } }`,
    { input: { complaint: room.id, [step === "reopenComplaint" ? "reason" : "note"]: note } },
  );
  expect(errors).toBeUndefined();
}

const state = (page: Page, wanted: string): Promise<void> =>
  page.locator(`[data-testid=connection-state][data-state=${wanted}]`).waitFor();
const entry = (page: Page, text: string) =>
  page.getByTestId("timeline-entry").filter({ hasText: text });

/** Bodies of what the page asks by POST from now on. */
function questions(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    const body = request.method() === "POST" ? (request.postData() ?? "") : "";
    if (body.includes("query CaseRoom")) asked.push(body);
  });
  return asked;
}

describe("a case room whose network went away", () => {
  it("shows what was missed once it is back, without asking for the case again", async () => {
    const { context, page } = await openWindow(browser, town.url);
    await signInAs(page, "grid-worker", `/cases/${room.number}`);
    await state(page, "live");
    await leaveATrace("断网之前");
    await entry(page, "断网之前").waitFor();

    await context.setOffline(true);
    await state(page, "offline");
    await leaveATrace("断网期间之一");
    await leaveATrace("断网期间之二");
    const asked = questions(page);
    await context.setOffline(false);
    await entry(page, "断网期间之一").waitFor();
    await entry(page, "断网期间之二").waitFor();
    await state(page, "live");
    expect(await entry(page, "断网期间之二").count()).toBe(1);
    expect(asked).toEqual([]);
    await context.close();
  });

  it("does so after every loss", async () => {
    const { context, page } = await openWindow(browser, town.url);
    await signInAs(page, "grid-worker", `/cases/${room.number}`);
    await state(page, "live");
    for (let round = 1; round <= 3; round++) {
      await context.setOffline(true);
      await state(page, "offline");
      await leaveATrace(`第 ${round} 回`);
      await context.setOffline(false);
      await entry(page, `第 ${round} 回`).waitFor();
    }
    await state(page, "live");
    await context.close();
  });
});

describe("where nothing lets a WebSocket through", () => {
  it("the case room is live by server-sent events, and comes back by them", async () => {
    const { context, page } = await openWindow(browser, town.url);
    await page.routeWebSocket(/graphql/, (socket) => void socket.close({ code: 1006 }));
    await signInAs(page, "grid-worker", `/cases/${room.number}`);
    await state(page, "live");
    await leaveATrace("经事件流");
    await entry(page, "经事件流").waitFor();

    await context.setOffline(true);
    await state(page, "offline");
    await leaveATrace("经事件流补上");
    const asked = questions(page);
    await context.setOffline(false);
    await entry(page, "经事件流补上").waitFor();
    expect(asked).toEqual([]);
    await context.close();
  });
});
