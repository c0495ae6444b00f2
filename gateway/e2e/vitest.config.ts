import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["*/*.test.ts"],
    // Several times what a busy machine needs: only what hangs may end by them.
    testTimeout: 300_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000, interval: 200 } },
    globalSetup: "./kit/seeded-town.ts",
    // Each file runs a whole town; two cores carry one at a time.
    fileParallelism: false,
    // What is tested is what is shipped: the built packages, loaded by Node itself.
    server: { deps: { external: [/\/dist\//] } },
  },
});
