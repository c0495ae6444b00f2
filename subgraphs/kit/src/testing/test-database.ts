import { randomBytes } from "node:crypto";

import pg from "pg";

/** A fresh, empty database on the server of `globalSetup`; it ends with the server. */
export async function createTestDatabase(): Promise<string> {
  const admin = process.env["HUTONG_TEST_POSTGRES"];
  if (!admin)
    throw new Error("add @hutong/kit's postgresForTests to globalSetup of vitest.config.ts");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
}
