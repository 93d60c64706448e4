import path from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": path.dirname(fileURLToPath(import.meta.url)) } },
  test: {
    include: ["{lib,components,scripts,testing,bench}/**/*.test.ts"],
    globalSetup: ["testing/product/global-postgres.ts"],
    // Most of the time is waiting: for Postgres, for leases to run out, for retries.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
