import { createHash, randomBytes } from "node:crypto";
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

  it("hands a new photo to the party as it comes, without the browser's secrets", async () => {
    const bytes = randomBytes(3_000_000);
    const response = await put("/photos/products/uploads/204?expires=1&signature=a%2Fb", bytes, {
      cookie: "a=1",
      authorization: "Bearer x",
    });
    expect([response.status, await response.text()]).toEqual([204, ""]);
    const { url, headers, hash } = (await (
      await fetch(`${scene.hub.url}/photos/products/uploaded`)
    ).json()) as { url: string; headers: Record<string, string>; hash: string };
    expect(url).toBe("/photos/uploads/204?expires=1&signature=a%2Fb");
    expect(hash).toBe(createHash("sha256").update(bytes).digest("hex"));
    expect(headers).toMatchObject({ "content-type": "image/jpeg", "content-length": "3000000" });
    expect(headers).not.toHaveProperty("cookie");
    expect(headers).not.toHaveProperty("authorization");
  });

  it.each([
    ["at an address the party does not know", "/photos/products/uploads/404", 404, "NOT_FOUND"],
    ["of an unknown party", "/photos/nobody/uploads/204", 404, "NOT_FOUND"],
    [
      "out of the party's photos",
      "/photos/products/uploads/%2e%2e/%2e%2e/graphql",
      404,
      "NOT_FOUND",
    ],
    ["the party finds too large", "/photos/products/uploads/413", 413, "PHOTO_TOO_LARGE"],
    ["that is no photo", "/photos/products/uploads/415", 415, "PHOTO_TYPE_REFUSED"],
    ["the party breaks on", "/photos/products/uploads/500", 503, "SUBGRAPH_UNAVAILABLE"],
    ["that should be elsewhere", "/photos/products/uploads/302", 503, "SUBGRAPH_UNAVAILABLE"],
  ])("refuses a new photo %s", async (_, path, status, code) => {
    const response = await put(path, randomBytes(10));
    const body = await response.text();
    expect([response.status, JSON.parse(body).errors[0].extensions.code]).toEqual([status, code]);
    expect(body).not.toMatch("SELECT");
  });

  it("refuses a new photo that says it is too large, before it is read", async () => {
    const response = await put("/photos/products/uploads/204", randomBytes(10_500_000));
    expect([response.status, await codeOf(response)]).toEqual([413, "PHOTO_TOO_LARGE"]);
  });

  it("refuses a new photo of untold length", async () => {
    const response = await fetch(`${scene.hub.url}/photos/products/uploads/204`, {
      method: "PUT",
      body: new Blob(["x"]).stream(),
      duplex: "half",
    } as RequestInit);
    expect([response.status, await codeOf(response)]).toEqual([400, "BAD_REQUEST"]);
  });

  const put = (path: string, bytes: Buffer, headers: Record<string, string> = {}) =>
    fetch(scene.hub.url + path, {
      method: "PUT",
      headers: { "content-type": "image/jpeg", ...headers },
      body: new Uint8Array(bytes),
    });
  const codeOf = async (response: Response): Promise<unknown> =>
    ((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]!
      .extensions.code;

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
