import type { TestSubgraph } from "@hutong/kit/testing";
import type { Claims } from "@hutong/schema";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";

/** The events of a subscription, one by one: its data, or the errors with which it was refused. */
export async function watch(
  subgraph: TestSubgraph,
  claims: Partial<Claims>,
  query: string,
  variables: Record<string, unknown> = {},
) {
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
  return { next, close: () => client.dispose() };
}
