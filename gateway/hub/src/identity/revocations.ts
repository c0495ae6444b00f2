import { readFile } from "node:fs/promises";
import type { Logger } from "pino";
import { z } from "zod";
import type { VerifiedToken } from "./identity.js";

/** Tokens that were withdrawn before their time. */
export interface Revocations {
  isRevoked(token: VerifiedToken): boolean;
  /** Calls back when the list has changed. */
  onChange(callback: () => void): void;
  stop(): void;
}

/** What {@link createRevocations} takes. */
export interface RevocationOptions {
  /** A file, or a URL that serves the same. */
  readonly list: string;
  /** Milliseconds between two looks at it. */
  readonly pollMs: number;
  readonly logger: Logger;
}

const entries = z.array(
  z.union([
    z.strictObject({ jti: z.string().min(1) }),
    z.strictObject({ sub: z.string().min(1), issuedBefore: z.iso.datetime({ offset: true }) }),
  ]),
);

/** For those who have no list. */
export const noRevocations: Revocations = {
  isRevoked: () => false,
  onChange: () => {},
  stop: () => {},
};

/**
 * Follows a list of withdrawn tokens: `[{"jti": "…"}, {"sub": "per_…", "issuedBefore": "2026-03-02T08:00:00Z"}]`.
 * A list that cannot be read leaves the one before in force.
 *
 * @throws when it cannot be read the first time: a hub that was given one does not run without.
 */
export async function createRevocations(options: RevocationOptions): Promise<Revocations> {
  const { list, pollMs, logger } = options;
  const listeners = new Set<() => void>();
  let text = await read(list);
  let present = toIndex(text);
  let isReading = false;

  async function look(): Promise<void> {
    if (isReading) return;
    isReading = true;
    try {
      const next = await read(list);
      if (next === text) return;
      present = toIndex(next);
      text = next;
      for (const listener of listeners) listener();
    } catch (error) {
      logger.error({ err: error }, "the list of revoked tokens cannot be read; the old one stays");
    } finally {
      isReading = false;
    }
  }

  const timer = setInterval(() => void look(), pollMs);
  timer.unref();
  return {
    isRevoked({ claims, jti }) {
      if (jti !== undefined && present.tokens.has(jti)) return true;
      const before = present.subjects.get(claims.sub);
      return before !== undefined && claims.iat * 1000 < before;
    },
    onChange: (callback) => void listeners.add(callback),
    stop: () => clearInterval(timer),
  };
}

async function read(list: string): Promise<string> {
  if (!/^https?:/.test(list)) return readFile(list, "utf8");
  const response = await fetch(list, { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`${list} answered ${response.status}`);
  return response.text();
}

function toIndex(text: string) {
  const tokens = new Set<string>();
  const subjects = new Map<string, number>();
  for (const entry of entries.parse(JSON.parse(text))) {
    if ("jti" in entry) tokens.add(entry.jti);
    else {
      const before = Date.parse(entry.issuedBefore);
      subjects.set(entry.sub, Math.max(before, subjects.get(entry.sub) ?? 0));
    }
  }
  return { tokens, subjects };
}
