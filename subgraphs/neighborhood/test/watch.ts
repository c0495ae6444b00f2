import { createClient } from "graphql-ws";
import { WebSocket } from "ws";

import { type Fixture, people, type PersonName } from "./fixture.js";

export interface Stream {
  /** The next event, undefined at the end, the whole result if it holds errors. */
  readonly next: () => Promise<any>;
  /** The next event of this kind; what comes before is passed over. */
  readonly until: (kind: string) => Promise<any>;
  readonly close: () => void | Promise<void>;
}

/** Subscribes as somebody; the subscription has one root field. */
export async function subscribe(
  { subgraph }: Fixture,
  who: PersonName,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Stream> {
  const token = await subgraph.issuer.sign(people[who]);
  const client = createClient({
    url: subgraph.url.replace("http", "ws"),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  const events = client.iterate<Record<string, any>>({ query, variables });
  const next = async () => {
    const { value, done } = await events.next();
    return done ? undefined : value.errors ? value : Object.values(value.data!)[0];
  };
  return {
    next,
    until: async (kind) => {
      for (;;) {
        const event = await next();
        if (!event || event.kind === kind) return event;
      }
    },
    close: () => client.dispose(),
  };
}
