import { defineConfig } from "vitest/config";

export default defineConfig({
  // graphql has two entry points and refuses to be loaded twice.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    globalSetup: "@hutong/kit/testing/global-setup",
    include: ["test/**/*.test.ts"],
    maxWorkers: "100%",
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
