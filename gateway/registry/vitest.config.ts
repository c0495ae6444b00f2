import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
    // What is tested is what is shipped: the built packages, loaded by Node itself.
    server: { deps: { external: [/\/dist\//] } },
  },
});
