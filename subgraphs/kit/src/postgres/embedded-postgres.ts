import { spawn, type ChildProcess } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { open, chown, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import pg from "pg";

import { findBinaries, initialise, isReachable, isRoot, unprivileged } from "./binaries.js";

export interface EmbeddedPostgresOptions {
  /** Folder that keeps the data; made if it is not there. */
  readonly home: string;
  /** Trade safety against power loss for speed; for tests. Default false. */
  readonly throwaway?: boolean;
}

export interface EmbeddedPostgres {
  /** Connection string of a database of this server. */
  readonly urlOf: (database: string) => string;
  /** Makes a database if it is not there yet. `template` copies another one. */
  readonly ensureDatabase: (name: string, template?: string) => Promise<string>;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** Starts a PostgreSQL server of our own on loopback, its data under `home`. */
export async function startEmbeddedPostgres({
  home,
  throwaway = false,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = await findBinaries();
  const folder = await dataHome(path.resolve(home));
  const dataDir = path.join(folder, "data");
  const passwordFile = path.join(folder, "password");
  await own(folder);

  if (!(await stat(path.join(dataDir, "PG_VERSION")).catch(() => undefined))) {
    // A run that was killed while it initialised leaves half a cluster, which initdb refuses.
    await rm(dataDir, { recursive: true, force: true });
    await writeFile(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
    await own(passwordFile);
    await initialise(binaries, dataDir, passwordFile);
  }
  const password = await readFile(passwordFile, "utf8");
  await stopOrphan(dataDir);

  const { child, urlOf } = await startServer(binaries.postgres, folder, password, throwaway);

  return {
    urlOf,
    pid: child.pid!,
    ensureDatabase: async (name, template) => {
      const client = new pg.Client({ connectionString: urlOf("postgres") });
      await client.connect();
      try {
        const { rowCount } = await client.query("select from pg_database where datname = $1", [
          name,
        ]);
        if (!rowCount) {
          const from = template ? ` template ${client.escapeIdentifier(template)}` : "";
          await client.query(`create database ${client.escapeIdentifier(name)}${from}`);
        }
      } finally {
        await client.end();
      }
      return urlOf(name);
    },
    stop: () => stopChild(child),
  };
}

/** A server that answers, and the connection strings of its databases. */
interface RunningServer {
  readonly child: ChildProcess;
  readonly urlOf: EmbeddedPostgres["urlOf"];
}

/** Tries again while what a killed server left behind has not ended: its processes look up now and then. */
async function startServer(
  program: string,
  folder: string,
  password: string,
  throwaway: boolean,
): Promise<RunningServer> {
  for (let waited = 0; ; waited += 100) {
    try {
      return await tryServer(program, folder, password, throwaway);
    } catch (error) {
      if (waited >= 10_000 || !String(error).includes("pre-existing shared memory")) throw error;
      await sleep(100);
    }
  }
}

async function tryServer(
  program: string,
  folder: string,
  password: string,
  throwaway: boolean,
): Promise<RunningServer> {
  const port = await freePort();
  const logFile = await open(path.join(folder, "postgres.log"), "a");
  const child = spawn(
    program,
    [
      "-D",
      path.join(folder, "data"),
      "-p",
      String(port),
      ...settings(throwaway).flatMap((setting) => ["-c", setting]),
    ],
    // A group of its own: Ctrl-C must reach the parties first, and the database last.
    {
      cwd: "/",
      detached: true,
      stdio: ["ignore", logFile.fd, logFile.fd],
      ...(isRoot && unprivileged),
    },
  );
  await logFile.close();
  const urlOf = (database: string): string =>
    `postgresql://hutong:${password}@127.0.0.1:${port}/${database}`;
  await untilReady(child, urlOf("postgres"), path.join(folder, "postgres.log"));
  return { child, urlOf };
}

function settings(throwaway: boolean): string[] {
  return [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=300",
    "shared_buffers=64MB",
    "log_timezone=UTC",
    ...(throwaway
      ? [
          "fsync=off",
          "synchronous_commit=off",
          "full_page_writes=off",
          // What is loaded or indexed in the transaction that made it is not logged.
          "wal_level=minimal",
          "max_wal_senders=0",
          "max_wal_size=4GB",
        ]
      : []),
  ];
}

/** Another place when root's own folder cannot be entered by the user PostgreSQL runs as. */
async function dataHome(home: string): Promise<string> {
  const folder = path.join(home, "postgres");
  await mkdir(folder, { recursive: true });
  if (!isRoot || (await isReachable(folder))) return folder;
  const key = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  const elsewhere = path.join("/var/lib/hutong", `data-${key}`);
  await mkdir(elsewhere, { recursive: true, mode: 0o755 });
  return elsewhere;
}

async function own(file: string): Promise<void> {
  if (isRoot) await chown(file, unprivileged.uid, unprivileged.gid);
}

/** A server whose parent was killed still holds the data directory: end it, or the next start cannot begin. */
async function stopOrphan(dataDir: string): Promise<void> {
  const pid = Number(
    (await readFile(path.join(dataDir, "postmaster.pid"), "utf8").catch(() => "")).split("\n")[0],
  );
  if (!pid || !(await isPostgres(pid))) return;
  process.kill(pid, "SIGINT");
  for (let waited = 0; waited < 10_000; waited += 50) {
    if (!(await isPostgres(pid))) return;
    await sleep(50);
  }
  process.kill(pid, "SIGQUIT");
  await sleep(500);
}

/** Guards against a number that meanwhile belongs to another program. */
async function isPostgres(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== "linux") return true;
  const [command, status] = await Promise.all([
    readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => ""),
    readFile(`/proc/${pid}/stat`, "utf8").catch(() => ""),
  ]);
  return command.includes("postgres") && !/\) Z /.test(status);
}

async function untilReady(child: ChildProcess, url: string, logFile: string): Promise<void> {
  let gone = false;
  child.once("exit", () => (gone = true));
  child.once("error", () => (gone = true));
  for (let waited = 0; waited < 30_000; waited += 50) {
    if (gone) break;
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await sleep(50);
    }
  }
  const log = (await readFile(logFile, "utf8").catch(() => "")).split("\n").slice(-6).join("\n");
  throw new Error(`PostgreSQL did not start; the end of its log:\n${log}`);
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGQUIT"), 10_000);
  await exited;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) =>
    server.once("error", reject).listen(0, "127.0.0.1", resolve),
  );
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
