import { defineConfig } from "vitest/config";

export default defineConfig({
  // Without it graphql is loaded twice, as CommonJS and as a module, and refuses its own schemas.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    include: ["test/**/*.test.ts"],
    maxWorkers: "100%",
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
