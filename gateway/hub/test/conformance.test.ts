import { serverAudits } from "graphql-http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Scene, startScene } from "./fixture/hub.js";

/** Advice that is not followed, each with its reason. */
const declined: Readonly<Record<string, string>> = {
  "5A70": "a GET that any page can send is refused (CSRF)",
  D6D5: "the same",
  "6A70": "the same",
  "572B": "a refused document has the status of its error code, whatever the media type",
  FDE2: "the same",
  "7B9B": "the same",
};

/** What GraphQL over HTTP says, by the audits of its reference implementation. */
describe.each([
  ["where plain requests go the short way", "/graphql"],
  ["where all go the long way", "/graphql?"],
])("GraphQL over HTTP, %s", (_, path) => {
  let scene: Scene;
  beforeAll(async () => (scene = await startScene()));
  afterAll(() => scene.stop());

  const audits = serverAudits({ url: () => `${scene.hub.url}${path}`, fetchFn: fetch });
  const titled = audits.map((audit) => ({ ...audit, declined: declined[audit.id] }));

  it.each(titled.filter((audit) => !audit.declined))("$id $name", async ({ fn }) => {
    const result = await fn();
    expect(result.status === "ok" ? "ok" : result.reason).toBe("ok");
  });

  it.each(titled.filter((audit) => audit.declined))(
    "not $id $name: $declined",
    async ({ fn, name }) => {
      expect(name).not.toMatch(/^MUST/);
      expect((await fn()).status).not.toBe("ok");
    },
  );
});
