import { defineConfig } from "vitest/config";

export default defineConfig({
  // graphql has two entry points and refuses to be loaded twice.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    globalSetup: "@hutong/kit/testing/global-setup",
    include: ["test/**/*.test.ts"],
    maxWorkers: "100%",
    testTimeout: 20_000,
  },
});
