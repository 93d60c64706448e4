import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = path.dirname(fileURLToPath(import.meta.url));
const folders = ["lib", "components", "scripts", "testing", "bench"];

/** What only a test names that needs Postgres: without it in its file there is no address to connect to. */
const needsPostgres =
  /testing\/(test-database|stores\/store-suite|replica\/start-replicated-postgres)"|\binject\("postgresUrl"\)|\/start-embedded-postgres"/;

const tests = folders.flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => path.posix.join(folder, ...file.split(path.sep))),
);
const databaseTests = tests.filter((file) => needsPostgres.test(readFileSync(path.join(root, file), "utf8")));

export default defineConfig({
  resolve: { alias: { "@": root } },
  test: {
    // Every test is in one of the two: "db" has those that need Postgres, "unit" all others.
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: folders.map((folder) => `${folder}/**/*.test.ts`),
          exclude: databaseTests,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: databaseTests,
          globalSetup: ["testing/product/global-postgres.ts"],
          // One more than the cores of a small machine: they wait for leases, retries and Postgres.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
    ],
    // A failure is told in one line where only that one is seen, and "[ …(5) ]" tells nothing.
    chaiConfig: { truncateThreshold: 400 },
    // For what hangs: a machine with other work is several times slower than an idle one.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
