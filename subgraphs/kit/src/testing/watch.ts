import type { Claims } from "@hutong/schema";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";

import type { TestSubgraph } from "./test-subgraph.js";

/** A subscription, read event by event. */
export interface Watching {
  /** The next event, undefined at the end, the whole result if it holds errors. */
  readonly next: () => Promise<any>;
  /** The next event of this kind that fits, if that is asked; what comes before is passed over. */
  readonly until: (kind: string, fits?: (event: any) => boolean) => Promise<any>;
  readonly close: () => Promise<void>;
}

/** Subscribes as somebody; the subscription has one root field. */
export async function watch(
  subgraph: TestSubgraph,
  claims: Partial<Claims>,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Watching> {
  const token = await subgraph.issuer.sign(claims);
  const client = createClient({
    url: subgraph.url.replace("http", "ws"),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  const events = client.iterate<Record<string, any>>({ query, variables });
  const next = async (): Promise<any> => {
    const { value, done } = await events.next();
    if (done) return undefined;
    return value.errors ? value : Object.values(value.data!)[0];
  };
  return {
    next,
    until: async (kind, fits = () => true) => {
      for (;;) {
        const event = await next();
        if (!event || (event.kind === kind && fits(event))) return event;
      }
    },
    close: async () => void (await client.dispose()),
  };
}

/** The end of the outbox as a cursor: watched after it, nothing is missed that is done before the server has subscribed. */
export async function presentCursor({ orm }: TestSubgraph): Promise<string> {
  const [last] = await orm.em
    .fork()
    .execute<{ cursor: string }[]>(
      "select xid::text || '-' || id as cursor from outbox order by xid desc, id desc limit 1",
    );
  return last?.cursor ?? "0-0";
}
