// What Hive has to be told to hold streams upstream: that its subgraphs speak graphql-transport-ws.
export const gatewayConfig = {
  transportEntries: { "*": { options: { subscriptions: { kind: "ws" } } } },
};
