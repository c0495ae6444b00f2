import { access } from "node:fs/promises";

import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const system = "/usr/bin/chromium";
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * The system's Chromium, else the one that comes as an npm package; a machine with neither fails
 * the test instead of skipping it.
 */
export async function launchBrowser(): Promise<Browser> {
  const hasSystem = await access(system).then(
    () => !process.env["HUTONG_NPM_CHROMIUM"],
    () => false,
  );
  const executablePath = hasSystem
    ? system
    : // Its own arguments are for one page in one process; several people need several.
      await (await import("@sparticuz/chromium")).default.executablePath();
  return chromium.launch({ executablePath, args: quiet });
}

export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: "light" | "dark";
  readonly locale?: string;
}

/** A window of its own: nothing is shared with another person's. */
export async function openWindow(
  browser: Browser,
  baseURL: string,
  { width = 1280, height = 900, colorScheme = "light", locale = "zh-CN" }: WindowOptions = {},
): Promise<{ context: BrowserContext; page: Page; problems: string[] }> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width, height },
    colorScheme,
    locale,
    timezoneId: "Asia/Shanghai",
  });
  // A busy machine is slow, not broken: only what never comes may fail by it.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  return { context, page, problems };
}

/** Signs in by the card on the screen. */
export async function signInAs(page: Page, persona: string, path = "/"): Promise<void> {
  await page.goto(path);
  await page.getByTestId(`persona-${persona}`).click();
}
