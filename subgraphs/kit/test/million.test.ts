import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { expect, it } from "vitest";

const script = fileURLToPath(new URL("million.script.mjs", import.meta.url));

it("leaves no server and no folder behind when it is broken off", async () => {
  const home = await mkdtemp(path.join(tmpdir(), "million-test-"));
  await chmod(home, 0o755);
  try {
    const child = spawn(process.execPath, [script], {
      env: { ...process.env, TMPDIR: home, ROWS: "100" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "exit");
    await once(child.stdout, "data");
    const [folder] = await readdir(home);
    const server = Number(
      (await readFile(path.join(home, folder!, "postgres/data/postmaster.pid"), "utf8")).split(
        "\n",
      )[0],
    );
    expect(() => process.kill(server, 0)).not.toThrow();

    child.kill("SIGTERM");
    expect(await ended).toEqual([130, null]);
    expect(() => process.kill(server, 0)).toThrow("ESRCH");
    expect(await readdir(home)).toEqual([]);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});
