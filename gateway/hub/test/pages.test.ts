import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startScene, type Scene } from "./fixture/hub.js";

const html = { headers: { accept: "text/html" } };

describe("a built application", () => {
  let scene: Scene;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "hub-"));
    await mkdir(join(folder, "assets"));
    await writeFile(join(folder, "index.html"), "<title>app</title>");
    await writeFile(join(folder, "assets/app-1a2b.js"), "1");
    scene = await startScene({ staticDir: folder, cors: ["https://desk.example"] });
  });
  afterAll(async () => {
    await scene.stop();
    await rm(folder, { recursive: true });
  });

  it.each(["/", "/cases/c_1"])(
    "serves the application at %s, asked for anew each time",
    async (path) => {
      const response = await fetch(scene.hub.url + path, html);
      expect([response.status, await response.text()]).toEqual([200, "<title>app</title>"]);
      expect(response.headers.get("cache-control")).toBe("no-cache");
    },
  );

  it("lets browsers keep what carries a hash in its name", async () => {
    const response = await fetch(`${scene.hub.url}/assets/app-1a2b.js`);
    expect(response.headers.get("cache-control")).toMatch("immutable");
  });

  it("does not pass the application off as a missing file", async () => {
    expect(
      (await fetch(`${scene.hub.url}/assets/gone.js`, { headers: { accept: "*/*" } })).status,
    ).toBe(404);
  });

  it("allows listed origins and no others", async () => {
    const ask = (origin: string): Promise<Response> =>
      fetch(`${scene.hub.url}/graphql`, {
        method: "OPTIONS",
        headers: {
          origin,
          "access-control-request-method": "POST",
          "access-control-request-headers": "content-type",
        },
      });
    const allowed = await ask("https://desk.example");
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-origin")).toBe("https://desk.example");
    expect(allowed.headers.get("access-control-allow-headers")).toBe("content-type");
    expect((await ask("https://evil.example")).headers.has("access-control-allow-origin")).toBe(
      false,
    );
  });
});

describe("without an application", () => {
  let scene: Scene;
  beforeAll(async () => (scene = await startScene()));
  afterAll(() => scene.stop());

  it("says what runs here, Chinese first", async () => {
    const page = await (await fetch(scene.hub.url, html)).text();
    expect(page).toMatch(/lang="zh-CN"[^]*联邦枢纽[^]*federation hub/);
  });

  it("answers other paths with a code", async () => {
    const response = await fetch(`${scene.hub.url}/nothing`, html);
    expect([response.status, (await response.json()) as object]).toMatchObject([
      404,
      { errors: [{ extensions: { code: "NOT_FOUND" } }] },
    ]);
  });
});
