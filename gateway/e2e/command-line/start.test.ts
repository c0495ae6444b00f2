import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import { partyNames } from "@hutong/registry";
import { createTown } from "@hutong/town";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Command, hutong, interrupt, readyUrl } from "../kit/command.js";
import { freePort } from "../kit/free-port.js";

let home: string;
let port: number;
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "hutong-start-"));
  await chmod(home, 0o755);
  port = await freePort();
});
afterAll(() => rm(home, { recursive: true, force: true }));

const start = (): Command => hutong(["start"], { HUTONG_HOME: home, PORT: String(port) });

async function ask(url: string, query: string): Promise<any> {
  const token = (await (
    await fetch(`${url}/demo/token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ as: "grid-worker" }),
    })
  ).json()) as { token: string };
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token.token}` },
    body: JSON.stringify({ query }),
  });
  return ((await response.json()) as { data: unknown }).data;
}

const stateQuery = `{ complaint(number: "${createTown().cases.liftPipe.number}") { id suspensions { state } } }`;

describe("hutong start", () => {
  it("brings up the town, says where and as whom, keeps what was done, and survives kill -9", async () => {
    const first = start();
    const greeting = await first.untilSays("Log");
    expect(readyUrl(greeting)).toBe(`http://127.0.0.1:${port}`);
    expect(greeting).toMatch(/DEMO MODE/);
    expect(greeting).toMatch(/grid-worker/);
    // Each party's database, and those of the operators that have their own.
    const seeded = [...greeting.matchAll(/(\w+): demo town seeded/g)].map(([, name]) => name);
    expect(new Set(seeded)).toEqual(new Set([...partyNames, "c01", "f01", "f02", "f07"]));
    const url = readyUrl(greeting);
    const { complaint } = await ask(url, stateQuery);
    await ask(
      url,
      `mutation { requestSuspension(input: { complaint: "${complaint.id}", reason: "等待配件" }) { state } }`,
    );

    const second = await start().ended;
    expect(second.code).toBe(1);
    expect(second.output).toMatch(/already running/);

    const postgres = Number(
      (await readFile(path.join(home, "postgres/data/postmaster.pid"), "utf8")).split("\n")[0],
    );
    first.process.kill("SIGKILL");
    await first.ended;
    expect(isAlive(postgres)).toBe(true);

    const third = start();
    const output = await third.untilSays("Log");
    expect(output).not.toMatch(/seeded/);
    expect((await ask(url, stateQuery)).complaint.suspensions).toEqual([{ state: "REQUESTED" }]);
    // A process group is told, and so does the parent hand it on: twice is still one wish.
    third.process.kill("SIGTERM");
    const stopped = await interrupt(third);
    expect(stopped.output).toMatch(/stopped/);
    expect(stopped.code).toBe(0);
    const last = Number(
      await readFile(path.join(home, "postgres/data/postmaster.pid"), "utf8").catch(() => "0"),
    );
    expect(last).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  it("says plainly that the port is taken, and stops what it had begun", async () => {
    const squatter = createServer().listen(port, "127.0.0.1");
    await new Promise((resolve) => squatter.once("listening", resolve));
    const { code, output } = await start().ended;
    squatter.close();
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`Port ${port} is taken.*PORT=`));
    expect(
      await readFile(path.join(home, "postgres/data/postmaster.pid"), "utf8").catch(() => "gone"),
    ).toBe("gone");
  });

  it("refuses a setting that it does not know", async () => {
    const { code, output } = await hutong(["start"], { HUTONG_HOEM: home }).ended;
    expect([code, output]).toEqual([1, expect.stringMatching(/Unknown setting HUTONG_HOEM/)]);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
