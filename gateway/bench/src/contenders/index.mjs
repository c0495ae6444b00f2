// Who takes part, and how each is started. `directory` holds what they read: see bench.mjs.
import { createRequire } from "node:module";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { nodeFlags } from "../../../registry/bin/node-flags.mjs";
import { sdl } from "../fixture/schema.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const bench = path.resolve(here, "../..");
const cli = path.resolve(bench, "../registry/dist/cli.js");
const require = createRequire(import.meta.url);
const version = (name) => require(path.join(bench, "node_modules", name, "package.json")).version;

/** What `hutong hub` runs. */
export const hutong = (supergraph, port, ...options) => [
  ...nodeFlags,
  cli,
  "hub",
  "--supergraph",
  supergraph,
  "--port",
  port,
  ...options,
];

/** One gateway: `command` is run with Node unless `native`; `/graphql` unless `pathOf` says otherwise. */
export function listContenders({ directory, urls, token, jwks }) {
  const supergraph = path.join(directory, "supergraph.graphql");
  const bin = path.join(bench, "node_modules/@graphql-hive/gateway/dist/bin.js");
  const config = path.join(here, "hive.config.mjs");
  const hive = (port, ...options) => [
    bin,
    "supergraph",
    supergraph,
    "--config-path",
    config,
    "--port",
    port,
    "--host",
    "127.0.0.1",
    ...options,
  ];
  const proxy = (name, title, client) => ({
    name,
    title,
    command: (port) => [
      path.join(here, "proxy.mjs"),
      path.join(directory, "proxy.json"),
      port,
      client,
    ],
    pathOf: (shape) => `/${shape}`,
    isFloor: true,
  });
  return [
    proxy("proxy", "raw Node proxy (node:http)", "node"),
    proxy("proxy-undici", "raw Node proxy (undici dispatch)", "undici"),
    {
      name: "apollo",
      title: `Apollo Server ${version("@apollo/server")} + gateway ${version("@apollo/gateway")}`,
      command: (port) => [path.join(here, "apollo.mjs"), supergraph, port],
    },
    {
      name: "hive",
      title: `Hive Gateway ${version("@graphql-hive/gateway")}`,
      command: (port) => hive(port),
    },
    {
      name: "hive-router",
      title: `Hive Gateway ${version("@graphql-hive/gateway")} --hive-router-runtime`,
      command: (port) => hive(port, "--hive-router-runtime"),
    },
    grafbase(directory, urls),
    {
      name: "hutong",
      title: "Hutong --open",
      command: (port) => hutong(supergraph, port, "--open"),
    },
    {
      name: "hutong-token",
      title: "Hutong, every stage",
      command: (port) => hutong(supergraph, port),
      env: { HUTONG_ISSUERS: `urn:hutong:bench=${jwks}` },
      headers: { authorization: `Bearer ${token}` },
    },
  ].filter(Boolean);
}

/** Left out where npm has no binary for this machine. */
function grafbase(directory, urls) {
  const name = "@grafbase/cli-x86_64-unknown-linux-musl";
  const binary = path.join(bench, "node_modules", name, "grafbase");
  if (!existsSync(binary)) return undefined;
  const lines = Object.entries(urls).map(([subgraph, url]) => {
    writeFileSync(path.join(directory, `${subgraph}.graphql`), sdl[subgraph]);
    return `[subgraphs.${subgraph}]\nurl = "${url}"\nschema_path = "${path.join(directory, `${subgraph}.graphql`)}"\n`;
  });
  writeFileSync(path.join(directory, "overrides.toml"), lines.join("\n"));
  writeFileSync(path.join(directory, "grafbase.toml"), "");
  return {
    name: "grafbase",
    title: `Grafbase ${version(name)} (native)`,
    native: binary,
    command: (port) => [
      "dev",
      "-p",
      port,
      "-c",
      path.join(directory, "grafbase.toml"),
      "-o",
      path.join(directory, "overrides.toml"),
    ],
  };
}
