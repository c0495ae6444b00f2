import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf, startScene, type Scene } from "./fixture/hub.js";

describe("errors on their way out", () => {
  let scene: Scene;
  beforeAll(async () => (scene = await startScene()));
  afterAll(() => scene.stop());

  it("masks what a subgraph did not mean to say, and logs it under the request id", async () => {
    const { body, headers } = await scene.post("{ broken users { id } }");
    const requestId = headers.get("x-request-id");
    expect(body).toEqual({
      data: { broken: null, users: [{ id: "u1" }, { id: "u2" }] },
      errors: [
        {
          message: "Something went wrong on our side",
          path: ["broken"],
          extensions: { code: "INTERNAL_SERVER_ERROR", subgraph: "accounts", requestId },
        },
      ],
    });
    const logged = scene.log.find(
      (line) => line.requestId === requestId && line.msg === "error masked",
    );
    expect(JSON.stringify(logged)).toMatch("SELECT secret");
  });

  it("masks a code that is not in the table", async () => {
    const { body } = await scene.post("{ unlisted }");
    expect(body.errors?.[0]).toMatchObject({
      message: "Something went wrong on our side",
      extensions: { code: "INTERNAL_SERVER_ERROR" },
    });
    expect(JSON.stringify(body)).not.toMatch(/SELECT|P2002/);
  });

  it("passes a foreign code on where that was asked for, without what is internal", async () => {
    const open = await startScene({ foreignErrors: "passed" });
    const { body } = await open.post("{ unlisted }");
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: "P2002", subgraph: "accounts" });
    expect(JSON.stringify(body)).not.toMatch(/stack/i);
    await open.stop();
  });

  it("passes the message of a known code, with the extensions meant for outside", async () => {
    const { body } = await scene.post("{ refused }");
    expect(body.errors).toEqual([
      {
        message: "Not your case.",
        path: ["refused"],
        extensions: { code: "FORBIDDEN", subgraph: "accounts", state: "OPEN" },
      },
    ]);
  });

  it("with a subgraph down gives the others' data and one clear error", async () => {
    await scene.shop.accounts.stop();
    const answer = await scene.post("{ reviews { body author { id name } product { name } } }");
    expect(answer.status).toBe(200);
    expect(answer.body.data.reviews).toEqual([
      { body: "Bright", author: { id: "u1", name: null }, product: { name: "Lamp" } },
      { body: "Soft", author: { id: "u2", name: null }, product: { name: "Chair" } },
    ]);
    expect(answer.body.errors).toHaveLength(1);
    expect(answer.body.errors?.[0]?.extensions).toEqual({
      code: "SUBGRAPH_UNAVAILABLE",
      subgraph: "accounts",
      paths: [answer.body.errors?.[0]?.path],
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/127\.0\.0\.1|ECONN/);

    const whole = await scene.post("{ users { id } }");
    expect([whole.status, whole.body.data, codeOf(whole)]).toEqual([
      200,
      null,
      "SUBGRAPH_UNAVAILABLE",
    ]);
    const ready = (await (await fetch(`${scene.hub.url}/ready`)).json()) as {
      ready: boolean;
      subgraphs: object[];
    };
    expect(ready.ready).toBe(true);
    expect(ready.subgraphs).toContainEqual(
      expect.objectContaining({ name: "accounts", state: "down" }),
    );
  });
});
