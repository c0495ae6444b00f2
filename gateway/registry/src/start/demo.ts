import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { randomBytes } from "node:crypto";

import { createDemoIssuer, type DemoClaims, type DemoIssuer } from "@hutong/hub";
import { createCast, personas } from "@hutong/town";

/**
 * The issuer of the demo, whose key is kept under `home` so that a restart signs nobody out.
 * @param everybody - whether it signs in everybody of the town, for a simulation
 */
export async function demoIssuer(home: string, everybody = false): Promise<DemoIssuer> {
  const file = path.join(home, "demo-key.json");
  const kept = await readFile(file, "utf8").catch(() => undefined);
  const issuer = await createDemoIssuer({
    personas,
    ...(everybody && { cast: createCast() }),
    ...(kept && { signingKey: JSON.parse(kept) as never }),
  });
  if (!kept) await keep(file, JSON.stringify(issuer.signingKey));
  return issuer;
}

/** Signs the addresses of photos; kept for the same reason. */
export const photoKey = (home: string): Promise<Buffer> => keptKey(home, "photo-key");

/** Hashes ID numbers of workers; another key would not know them again. */
export const identityKey = (home: string): Promise<Buffer> => keptKey(home, "identity-key");

/** Signs cursors: parties keep those of the streams they follow. */
export const cursorKey = (home: string): Promise<Buffer> => keptKey(home, "cursor-key");

async function keptKey(home: string, name: string): Promise<Buffer> {
  const file = path.join(home, name);
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept) return Buffer.from(kept, "base64");
  const key = randomBytes(32);
  await keep(file, key.toString("base64"));
  return key;
}

/**
 * What a party's own server may do: follow other parties' events. The consortium's also brings the
 * calls of its hotline.
 */
export const serviceClaims = (party: string): DemoClaims => ({
  sub: party,
  name: party,
  role: "SERVICE",
  org: party,
  orgs: [party],
  grids: [],
  communities: [],
  scope: `case:read public:read${party === "consortium" ? " case:write" : ""}`,
});

async function keep(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text, { mode: 0o600 });
}
