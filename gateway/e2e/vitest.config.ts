import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["*/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Each file runs a whole town; two cores carry one at a time.
    fileParallelism: false,
    // What is tested is what is shipped: the built packages, loaded by Node itself.
    server: { deps: { external: [/\/dist\//] } },
  },
});
