import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";

const typeDefs =
  parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Community @key(fields: "id") { id: ID! "Who looks after it for the police. 社区民警" officer: String }`);
const resolvers = { Community: { officer: () => "李卫国" } };
const server = new ApolloServer({ schema: buildSubgraphSchema([{ typeDefs, resolvers }]) });
console.log(
  (await startStandaloneServer(server, { listen: { port: Number(process.env.PORT ?? 4010) } })).url,
);
