import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHub } from "../src/index.js";
import { codeOf, startScene, type Scene } from "./fixture/hub.js";

describe("limits", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await startScene({
      limits: { maxTokens: 200, maxDepth: 4, maxAliases: 3, maxBodyBytes: 5000 },
    });
  });
  afterAll(() => scene.stop());

  it("stops reading a document of too many tokens", async () => {
    const answer = await scene.post(`{ users { ${"id ".repeat(300)} } }`);
    expect([answer.status, codeOf(answer)]).toEqual([400, "GRAPHQL_PARSE_FAILED"]);
    expect(answer.body.errors?.[0]?.message).toMatch("200 tokens");
  });

  it("refuses what nests too deep, also through fragments", async () => {
    expect((await scene.post("{ products { reviews { author { id } } } }")).status).toBe(200);
    for (const query of [
      "{ products { reviews { product { reviews { id } } } } }",
      "{ products { ...a } } fragment a on Product { reviews { ...b } } fragment b on Review { product { reviews { id } } }",
    ]) {
      const answer = await scene.post(query);
      expect([answer.status, codeOf(answer)]).toEqual([400, "GRAPHQL_VALIDATION_FAILED"]);
      expect(answer.body.errors?.[0]?.message).toBe(
        "The operation nests 5 fields deep; at most 4 are accepted.",
      );
    }
  });

  it("counts aliases at each use of a fragment", async () => {
    const answer = await scene.post(
      "{ a: users { ...f } b: users { ...f } } fragment f on User { c: id }",
    );
    expect(answer.body.errors?.[0]?.message).toBe(
      "The operation holds 4 aliases; at most 3 are accepted.",
    );
  });

  it("measures fragments that double at every level, and those that go round, in no time", async () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `fragment f${i} on User { ...f${i + 1} ...f${i + 1} }`,
    ).join(" ");
    const doubled = await scene.post(
      `{ users { ...f0 } } ${levels} fragment f12 on User { a: id }`,
    );
    expect(doubled.body.errors?.[0]?.message).toMatch("4096 aliases");
    const round = await scene.post("{ users { ...f } } fragment f on User { id ...f }");
    expect(codeOf(round)).toBe("GRAPHQL_VALIDATION_FAILED");
  });
});

describe("options", () => {
  it.each([
    [{ prot: 1 }, /prot/],
    [{ limits: { maxDeph: 1 } }, /maxDeph/],
    [{ port: 70_000 }, /port/],
    [{ identity: { issuers: [] } }, /identity needs an issuer/],
  ])("refuses %j", async (wrong, message) => {
    const options = { supergraph: { sdl: "" }, identity: false, ...wrong } as never;
    await expect(createHub(options)).rejects.toThrow(message);
  });
});
