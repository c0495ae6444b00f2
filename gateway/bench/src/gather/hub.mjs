// `hutong hub --open` with limits of its own: an operator's circuit that never opens, and a short deadline.
const [, , supergraph, directory, port, timeoutMs] = process.argv;
process.env.APOLLO_TELEMETRY_DISABLED = "true";
const { createHub, createLogger } = await import("../../../hub/dist/index.js");
await createHub({
  supergraph: { file: supergraph },
  operators: {
    directory,
    limits: { timeoutMs: Number(timeoutMs), retries: 0, failures: Number.MAX_SAFE_INTEGER },
  },
  identity: false,
  port: Number(port),
  logger: createLogger("warn"),
});
