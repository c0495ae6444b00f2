import { createHmac, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The carrier of the town's SMS: takes what the contractors send, and delivers what phones send them. */
export interface Carrier {
  /** Where contractors hand in what they send. */
  readonly url: string;
  /** Signs what goes either way. */
  readonly secret: string;
  /**
   * Delivers what a phone sends to a contractor.
   * @returns what came back to the phone, once it has
   * @throws Error when the contractor's server refuses it, or answers nothing within half a minute
   */
  readonly exchange: (contractor: string, from: string, text: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

const answerMs = 30_000;

/** @param serverOf - where a contractor takes SMS */
export async function openCarrier(
  serverOf: (contractor: string) => Promise<string>,
): Promise<Carrier> {
  const secret = randomUUID();
  const taken = new Set<string>();
  const waiting = new Map<string, (text: string) => void>();
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { id, to, text } = JSON.parse(body) as { id: string; to: string; text: string };
    response.writeHead(204).end();
    // Whatever is handed in twice goes out once.
    if (taken.has(id)) return;
    taken.add(id);
    waiting.get(to)?.(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    secret,
    exchange: async (contractor, from, text) => {
      const { promise: reply, resolve, reject } = Promise.withResolvers<string>();
      waiting.set(from, resolve);
      const timer = setTimeout(() => reject(new Error(`no SMS came back to ${text}`)), answerMs);
      try {
        await deliver(await serverOf(contractor), { id: randomUUID(), from, text }, secret);
        return await reply;
      } finally {
        clearTimeout(timer);
        waiting.delete(from);
      }
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function deliver(serverUrl: string, sms: object, secret: string): Promise<void> {
  const body = JSON.stringify(sms);
  const timestamp = String(Date.now());
  const signature = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  const response = await fetch(new URL("/sms/incoming", serverUrl), {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-sms-timestamp": timestamp,
      "x-sms-signature": `sha256=${signature}`,
    },
    body,
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`an SMS was refused with ${response.status}`);
}
