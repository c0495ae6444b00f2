import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    // What is tested is what is shipped: the built packages, loaded by Node itself.
    server: { deps: { external: [/\/dist\//] } },
  },
});
