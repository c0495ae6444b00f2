import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startTestTown, type TestTown } from "../kit/town.js";

const example = fileURLToPath(new URL("police.mjs", import.meta.url));
const readme = await readFile(new URL("../../../README.md", import.meta.url), "utf8");

const police = spawn(process.execPath, [example], {
  env: { ...process.env, PORT: "0" },
  stdio: ["ignore", "pipe", "inherit"],
});
let town: TestTown;
beforeAll(async () => {
  const port = await new Promise<string>((resolve) =>
    police.stdout.setEncoding("utf8").on("data", (text: string) => {
      const url = /http:\/\/\S+:(\d+)/.exec(text);
      if (url) resolve(url[1]!);
    }),
  );
  const url = `http://127.0.0.1:${port}/graphql`;
  town = await startTestTown({ guests: [{ name: "police", url }] });
});
afterAll(async () => {
  police.kill();
  await town?.stop();
});

describe("the README", () => {
  it("shows the new party's subgraph as it is", async () => {
    expect(readme).toContain((await readFile(example, "utf8")).trim());
  });

  it("shows an operation and exactly what it answers", async () => {
    const operation = /```graphql\n([^]*?)```/.exec(readme)![1]!;
    const answer = /```json\n([^]*?)```/.exec(readme)![1]!;
    const { data, errors } = await town.ask("grid-worker", operation);
    expect(errors).toBeUndefined();
    expect(data).toEqual((JSON.parse(answer) as { data: unknown }).data);
  });
});

describe("a new party", () => {
  it("adds its fields to what the others hold, with a plain Federation 2 subgraph", async () => {
    const { data, errors } = await town.ask(
      "grid-worker",
      '{ complaint(number: "TS-2026-0502") { community { name officer } responsibleFirm { shortName } } }',
    );
    expect(errors).toBeUndefined();
    expect(data!["complaint"]).toMatchObject({
      community: { name: "梧桐苑", officer: "李卫国" },
      responsibleFirm: { shortName: "安居物业" },
    });
  });
});
