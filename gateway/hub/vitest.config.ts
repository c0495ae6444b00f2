import { defineConfig } from "vitest/config";

export default defineConfig({
  // Vite would load graphql's ES build beside the CommonJS one that Apollo requires, and types of two do not mix.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    include: ["test/**/*.test.ts"],
    maxWorkers: "100%",
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
