import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDemoIssuer, type DemoIssuer } from "../src/index.js";
import { createIssuer, gridWorker, startScene, type Scene } from "./fixture/hub.js";

describe("a simulation", () => {
  const at = (ms: number): Date => new Date(Date.UTC(2026, 2, 1) + ms);
  const moved: Date[] = [];
  let scene: Scene;
  beforeAll(async () => {
    const [persona] = (await createIssuer()).personas;
    const cast = [{ ...persona!, id: "per_1", name: "周秀英" }];
    scene = await startScene({
      identity: { issuers: [] },
      demo: await createDemoIssuer({ cast }),
      demoClock: {
        read: async () => ({ now: at(0), nextDue: at(5), parkedTimers: 2 }),
        advance: async (to) => {
          moved.push(to);
          return { now: to, nextDue: null };
        },
      },
    });
  });
  afterAll(() => scene.stop());

  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(scene.hub.url + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });

  it("lists everybody of the town apart, and signs them in", async () => {
    const cast = (await (await fetch(`${scene.hub.url}/demo/cast`)).json()) as object[];
    expect(cast).toMatchObject([{ id: "per_1", name: "周秀英", grids: ["grd_1"] }]);
    expect(await (await fetch(`${scene.hub.url}/demo/personas`)).json()).toEqual([]);
    expect((await post("/demo/token", { as: "per_1" })).status).toBe(200);
  });

  it("tells where its clock stands, and moves it", async () => {
    expect(await (await fetch(`${scene.hub.url}/demo/clock`)).json()).toEqual({
      now: at(0).toISOString(),
      nextDue: at(5).toISOString(),
      parkedTimers: 2,
    });
    const answer = await post("/demo/clock", { to: at(3).toISOString() });
    expect(await answer.json()).toEqual({ now: at(3).toISOString(), nextDue: null });
    expect(moved).toEqual([at(3)]);
  });

  it("refuses to move its clock to what is no time", async () => {
    const answer = await post("/demo/clock", { to: "tomorrow" });
    expect([answer.status, ((await answer.json()) as any).errors[0].extensions.code]).toEqual([
      400,
      "BAD_REQUEST",
    ]);
    expect(moved).toHaveLength(1);
  });
});

describe("demo sign-in", () => {
  let scene: Scene;
  let issuer: DemoIssuer;
  beforeAll(async () => {
    issuer = await createIssuer();
    scene = await startScene({ identity: { issuers: [] }, demo: issuer });
  });
  afterAll(() => scene.stop());

  const askToken = async (body: unknown): Promise<{ status: number; body: any }> => {
    const response = await fetch(`${scene.hub.url}/demo/token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };

  it("says loudly in the log that it is on", () => {
    expect(scene.log).toContainEqual(
      expect.objectContaining({ level: 40, msg: expect.stringMatching(/演示模式.*DEMO MODE/) }),
    );
  });

  it("lists whom to sign in as", async () => {
    expect(await (await fetch(`${scene.hub.url}/demo/personas`)).json()).toEqual([
      {
        id: "grid-worker",
        name: "林晓",
        title: { zh: "网格员", en: "Grid worker" },
        role: "GRID_WORKER",
        organisation: "nbh_1",
        organisations: [
          { id: "nbh_1", name: "桂花社区居委会" },
          { id: "nbh_2", name: "东湖社区居委会" },
        ],
        description: { zh: "负责两个小区", en: "Answers for two communities" },
      },
    ]);
  });

  it("gives a token the hub believes", async () => {
    const { status, body } = await askToken({ as: "grid-worker" });
    expect(status).toBe(200);
    expect(body.persona).toMatchObject({ id: "grid-worker" });
    expect(Date.parse(body.expiresAt)).toBeGreaterThan(Date.now());
    expect((await scene.post("{ users { id } }", { token: body.token })).status).toBe(200);
  });

  it("gives a token for another organisation of the persona, and for no other", async () => {
    const { body } = await askToken({ as: "grid-worker", for: "nbh_2" });
    expect(JSON.parse(Buffer.from(body.token.split(".")[1], "base64url").toString())).toMatchObject(
      { org: "nbh_2" },
    );
    const refused = await askToken({ as: "grid-worker", for: "firm_1" });
    expect([refused.status, refused.body.errors[0].extensions.code]).toEqual([403, "FORBIDDEN"]);
  });

  it("knows no other persona", async () => {
    const { status, body } = await askToken({ as: "mayor" });
    expect([status, body.errors[0].extensions.code]).toEqual([404, "NOT_FOUND"]);
  });

  it("refuses a request without a persona", async () => {
    const { status, body } = await askToken({});
    expect([status, body.errors[0].extensions.code]).toEqual([400, "BAD_REQUEST"]);
  });

  it("tells no time of its own, and lists nobody beside, unless it is a simulation", async () => {
    expect((await fetch(`${scene.hub.url}/demo/clock`)).status).toBe(404);
    expect(await (await fetch(`${scene.hub.url}/demo/cast`)).json()).toEqual([]);
  });

  it("publishes its public key and keeps the private one", async () => {
    const { keys } = (await (await fetch(`${scene.hub.url}/demo/jwks`)).json()) as {
      keys: object[];
    };
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty("d");
  });

  it("keeps tokens valid across a restart with the same key", async () => {
    const again = await createDemoIssuer({
      signingKey: JSON.parse(JSON.stringify(issuer.signingKey)),
    });
    const { token } = await again.sign(gridWorker, { expiresIn: 60 });
    expect((await scene.post("{ users { id } }", { token })).status).toBe(200);
  });
});

describe("without demo", () => {
  let scene: Scene;
  beforeAll(async () => (scene = await startScene()));
  afterAll(() => scene.stop());

  it.each(["/demo/personas", "/demo/token", "/demo/jwks"])("has no %s", async (path) => {
    const response = await fetch(scene.hub.url + path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: "NOT_FOUND" } }],
    });
  });
});
