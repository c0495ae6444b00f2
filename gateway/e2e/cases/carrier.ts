import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A carrier of SMS: a real HTTP server that keeps what it is given. */
export interface Carrier {
  readonly url: string;
  readonly secret: string;
  /** What was sent to a number, first to last. */
  readonly sentTo: (phone: string) => readonly string[];
  readonly stop: () => Promise<void>;
}

export async function startCarrier(): Promise<Carrier> {
  const sent = new Map<string, { readonly to: string; readonly text: string }>();
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const sms = JSON.parse(body) as { id: string; to: string; text: string };
    sent.set(sms.id, sms);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    secret: "a secret of the carrier's",
    sentTo: (phone) => [...sent.values()].filter(({ to }) => to === phone).map(({ text }) => text),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
