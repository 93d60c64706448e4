import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "playwright/test";
import { findSharedProduct } from "./e2e/shared-product";

const executablePath = process.env["LETHE_CHROMIUM"];

/** Specs that start products of their own, kill them, or watch processes: what they need for it is in testing/product/. */
const ownProductSpecs = readdirSync("e2e").filter(
  (file) =>
    file.endsWith(".spec.ts") && readFileSync(path.join("e2e", file), "utf8").includes("/testing/product/"),
);

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  globalSetup: "./e2e/global-setup.ts",
  // Each worker has a product and a database that serve its files; each test works on memories of its own. One more than the
  // cores of a small machine: half of a test is waiting.
  workers: 3,
  fullyParallel: false,
  projects: [
    // The first, as the longest of all files is here; two at a time, as alone they would take longer than the rest.
    { name: "own product", testMatch: ownProductSpecs, workers: 2 },
    { name: "shared product", testIgnore: ownProductSpecs },
  ],
  retries: 0,
  forbidOnly: true,
  // For what hangs: a machine with other work is several times slower than an idle one.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    baseURL: findSharedProduct()?.url,
    // Keeping a trace takes a fifth of the processor's time: `npx playwright test --trace on e2e/x.spec.ts` makes one.
    trace: "off",
    screenshot: "only-on-failure",
    timezoneId: "Europe/Berlin",
    locale: "en-GB",
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--disable-sync",
      ],
    },
  },
});
