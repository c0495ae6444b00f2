// Stock Apollo Server with @apollo/gateway, as their documentation sets it up.
import { readFileSync } from "node:fs";

const [, , file, port] = process.argv;
process.env.APOLLO_TELEMETRY_DISABLED = "true";
const { ApolloGateway } = await import("@apollo/gateway");
const { ApolloServer } = await import("@apollo/server");
const { startStandaloneServer } = await import("@apollo/server/standalone");

const gateway = new ApolloGateway({ supergraphSdl: readFileSync(file, "utf8") });
await startStandaloneServer(new ApolloServer({ gateway }), {
  listen: { port: Number(port), host: "127.0.0.1" },
});
process.on("disconnect", () => process.exit());
