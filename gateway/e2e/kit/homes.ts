import { execFile } from "node:child_process";
import { chmod, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

/** A home in which a town was never started. The user that PostgreSQL runs as can enter it. */
export async function emptyHome(): Promise<string> {
  const home = await mkdtemp(path.join(tmpdir(), "hutong-e2e-"));
  await chmod(home, 0o755);
  return home;
}

/** A copy of a home whose town is stopped. */
export async function copyOfHome(original: string): Promise<string> {
  const home = await emptyHome();
  // Node's own `cp` loses the owner, and PostgreSQL starts on nothing but its owner's data.
  await promisify(execFile)("cp", ["-a", `${original}/.`, home]);
  return home;
}
