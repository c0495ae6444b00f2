import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startScene, type Scene } from "./fixture/hub.js";

describe("photos", () => {
  let scene: Scene;
  beforeAll(async () => (scene = await startScene()));
  afterAll(() => scene.stop());

  it("fetches a party's photo at the URL the party signed, without the browser's secrets", async () => {
    const response = await fetch(`${scene.hub.url}/photos/products/lamp%20one.png?sig=a%2Fb`, {
      headers: { cookie: "a=1", authorization: "Bearer x" },
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ sig: "a/b", cookie: null, authorization: null });
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(response.headers.get("etag")).toBe('"1"');
    expect(response.headers.get("content-security-policy")).toMatch("sandbox");
    expect(response.headers.has("set-cookie")).toBe(false);
    expect(response.headers.has("x-internal")).toBe(false);
  });

  it.each([
    ["an unknown party", "/photos/nobody/lamp.png"],
    ["an unknown photo", "/photos/products/none.png"],
    ["a photo that moved to another host", "/photos/products/moved.png"],
    ["a path that climbs out", "/photos/products/../graphql"],
    ["a path that climbs out in disguise", "/photos/products/%2e%2e/graphql"],
    ["another host", "/photos/products//example.org/x.png"],
    ["a party that is a host", "/photos/example.org/x.png"],
  ])("finds nothing for %s", async (_, path) => {
    // Not by fetch, which would straighten the path before it sends it.
    const { status, body } = await rawGet(scene.hub.url, path);
    expect([status, JSON.parse(body).errors[0].extensions.code]).toEqual([404, "NOT_FOUND"]);
    expect(body).not.toMatch("SELECT");
  });

  it("says when the party does not answer", async () => {
    await scene.shop.products.stop();
    const { status, body } = await rawGet(scene.hub.url, "/photos/products/lamp.png");
    expect([status, JSON.parse(body).errors[0].extensions.code]).toEqual([
      503,
      "SUBGRAPH_UNAVAILABLE",
    ]);
  });
});

function rawGet(url: string, path: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path }, (response) => {
      let body = "";
      response.on("data", (chunk) => (body += chunk));
      response.on("end", () => resolve({ status: response.statusCode, body }));
    })
      .on("error", reject)
      .end();
  });
}
