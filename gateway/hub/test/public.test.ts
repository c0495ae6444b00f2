import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startScene, type Scene } from "./fixture/hub.js";

describe("public pages", () => {
  let scene: Scene;
  beforeAll(async () => (scene = await startScene()));
  afterAll(() => scene.stop());

  const get = (path: string) =>
    fetch(`${scene.hub.url}${path}`, {
      headers: { cookie: "a=1", authorization: "Bearer x" },
      redirect: "manual",
    });
  const post = (path: string, body: URLSearchParams | string) =>
    fetch(`${scene.hub.url}${path}`, { method: "POST", body, redirect: "manual" });

  it("are the party's, without the browser's secrets, and run nothing", async () => {
    const response = await get("/public/products/report/A%2FB");
    expect(response.status).toBe(200);
    expect(JSON.parse(await response.text())).toEqual({
      method: "GET",
      page: "report/A%2FB",
      body: "",
      cookie: null,
      authorization: null,
      origin: scene.hub.url,
    });
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("content-security-policy")).toMatch("default-src 'none'");
    expect(response.headers.has("set-cookie")).toBe(false);
  });

  it("take a form, and send the person on within the hub alone", async () => {
    const form = new URLSearchParams({ title: "漏水 & more" });
    const response = await post("/public/products/wrong", form);
    expect(response.status).toBe(400);
    expect(JSON.parse(await response.text())).toMatchObject({
      method: "POST",
      body: form.toString(),
    });
    const on = await post("/public/products/on", form);
    expect([on.status, on.headers.get("location")]).toEqual([303, "/public/products/x"]);
    const away = await post("/public/products/away", form);
    expect([away.status, away.headers.has("location")]).toEqual([404, false]);
  });

  it.each([
    ["an unknown party", "/public/nobody/x"],
    ["what is no page", "/public/products/data"],
    ["a path that climbs out in disguise", "/public/products/%2e%2e/graphql"],
  ])("are not found for %s", async (_, path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(JSON.parse(await response.text()).errors[0].extensions.code).toBe("NOT_FOUND");
  });

  it("refuse a form that is too long, and a form elsewhere", async () => {
    const long = await post("/public/products/x", new URLSearchParams({ a: "x".repeat(70_000) }));
    expect(long.status).toBe(413);
    const elsewhere = await post("/graphql", new URLSearchParams({ query: "{ __typename }" }));
    expect(elsewhere.status).toBe(415);
  });

  it("say when the party does not answer", async () => {
    await scene.shop.products.stop();
    const response = await get("/public/products/x");
    expect(response.status).toBe(503);
  });
});
