import type { IncrementalMessage, IncrementalResult } from "../../src/index.js";
import { json } from "./federation.js";

type Path = readonly (string | number)[];

/** All that was sent, put together as a client does. */
export interface Collected {
  readonly data: unknown;
  readonly errors: { readonly message: string; readonly path?: Path }[];
  readonly messages: IncrementalMessage[];
}

/** Reads an answer to its end and puts every payload in its place. */
export async function collect({ initial, rest }: IncrementalResult): Promise<Collected> {
  const first = json(initial) as unknown as Collected;
  const messages: IncrementalMessage[] = [];
  const { data } = first;
  const errors = [...(first.errors ?? [])];
  for await (const message of rest ?? []) {
    messages.push(message);
    for (const payload of message.incremental ?? []) {
      errors.push(...((json(payload as never) as unknown as Collected).errors ?? []));
      const target = payload.path.reduce<unknown>((at, step) => (at as never)[step], data);
      if (payload.data) mergeInto(target, JSON.parse(JSON.stringify(payload.data)));
    }
  }
  return { data, errors, messages };
}

function mergeInto(target: unknown, source: unknown): void {
  for (const [key, value] of Object.entries(source as object)) {
    const known = (target as Record<string, unknown>)[key];
    const isBoth = typeof known === "object" && known && typeof value === "object" && value;
    if (isBoth) mergeInto(known, value);
    else (target as Record<string, unknown>)[key] = value;
  }
}
