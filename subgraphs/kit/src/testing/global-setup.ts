import { mkdtemp, rm, chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { startEmbeddedPostgres } from "../postgres/embedded-postgres.js";

/** vitest's `globalSetup`: one PostgreSQL server for all test files of a package. */
export default async function setup(): Promise<() => Promise<void>> {
  const home = await mkdtemp(path.join(tmpdir(), "hutong-test-"));
  await chmod(home, 0o755);
  const postgres = await startEmbeddedPostgres({ home, throwaway: true });
  process.env["HUTONG_TEST_POSTGRES"] = postgres.urlOf("postgres");
  return async () => {
    await postgres.stop();
    await rm(home, { recursive: true, force: true });
  };
}
