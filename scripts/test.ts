import { rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildConsole } from "./build-console";
import { StartError } from "./start-error";
import { countTests, oneFailed, onePassed, type Counts } from "@/testing/product/count-tests";
import { findBrowser } from "@/testing/product/find-browser";
import { runCommand, stopCommands } from "@/testing/product/run-command";

const groups = ["checks", "unit", "db", "bench", "e2e"] as const;

interface Step {
  name: string;
  group: (typeof groups)[number];
  run: () => Promise<Counts>;
}

const e2eReport = path.join("test-results", "e2e.json");
let browser: string | null = null;

/** Those of one line run at the same time: checks have one thread each, and tests of their own use all that there is. */
const steps: Step[][] = [
  // Before lint, which reads the route types that this step makes.
  [{ name: "Types", group: "checks", run: () => check(checkTypes()) }],
  [
    {
      name: "Lint",
      group: "checks",
      run: () => check(node("eslint/bin/eslint.js", ".", "--max-warnings", "0")),
    },
    {
      name: "Formatting",
      group: "checks",
      run: () => check(node("prettier/bin/prettier.cjs", "--check", ".")),
    },
    { name: "Unused code", group: "checks", run: () => check(node("knip/bin/knip.js")) },
    { name: "Layers", group: "checks", run: () => check(checkLayers()) },
  ],
  [{ name: "Unit tests", group: "unit", run: () => runVitest("unit") }],
  [{ name: "Database tests", group: "db", run: () => runVitest("db") }],
  [{ name: "Browser", group: "e2e", run: findTheBrowser }],
  [{ name: "Production build", group: "e2e", run: () => check(build()) }],
  [
    {
      name: "Benchmark, quick run",
      group: "bench",
      // For being alive: it prints, and judges no time.
      run: () => check(runCommand(process.execPath, ["scripts/run.mjs", "bench", "--quick"])),
    },
  ],
  [{ name: "End-to-end tests", group: "e2e", run: runEndToEndTests }],
];

/** `npm test`: every check and every test. `npm test -- --only unit` (or another of the groups) runs a part. */
export default async function test(args: string[]): Promise<number> {
  const only = readOnly(args);
  const startedAt = performance.now();
  const controller = new AbortController();
  controller.signal.addEventListener("abort", stopCommands);
  for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => controller.abort());

  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  const failures: string[] = [];
  const times: string[] = [];
  for (const together of steps) {
    if (controller.signal.aborted) return 130;
    const wanted = together.filter(({ group }) => only === null || group === only);
    for (const { name, counts, words } of await Promise.all(wanted.map(runStep))) {
      times.push(words);
      for (const key of ["passed", "failed", "skipped"] as const) total[key] += counts[key];
      if (counts.failed > 0) failures.push(name);
    }
  }
  if (controller.signal.aborted) return 130;
  console.log(`\n${times.join("\n")}`);
  console.log(
    `\nAll of it took ${seconds(startedAt)}.${failures.length > 0 ? ` Failed: ${failures.join(", ")}.` : ""}`,
  );
  console.log(inWords(total));
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

function readOnly(args: string[]): Step["group"] | null {
  try {
    const { only } = parseArgs({ args, options: { only: { type: "string" } } }).values;
    const group = groups.find((each) => each === only);
    if (only === undefined || group) return group ?? null;
  } catch {
    // Said below.
  }
  throw new StartError(`Usage: npm test [-- --only ${groups.join("|")}]`);
}

async function runStep({ name, run }: Step): Promise<{ name: string; counts: Counts; words: string }> {
  console.log(`\n━━ ${name}`);
  const startedAt = performance.now();
  let counts: Counts;
  try {
    counts = await run();
  } catch (error) {
    console.error(error instanceof StartError ? error.message : error);
    counts = oneFailed;
  }
  const time = seconds(startedAt);
  console.log(`━━ ${name}: ${counts.failed > 0 ? "failed" : "passed"} in ${time}`);
  return { name, counts, words: `${time.padStart(8)}  ${name}: ${inWords(counts)}` };
}

const inWords = ({ passed, failed, skipped }: Counts) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
const seconds = (startedAt: number) => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;

/** Runs the program of a package in node_modules. */
function node(script: string, ...args: string[]): Promise<boolean> {
  return runCommand(process.execPath, [path.join("node_modules", script), ...args]);
}

const check = async (result: Promise<boolean>): Promise<Counts> => ((await result) ? onePassed : oneFailed);

async function checkTypes(): Promise<boolean> {
  return (await node("next/dist/bin/next", "typegen")) && (await node("typescript/bin/tsc", "--noEmit"));
}

/** The order of the folders in .dependency-cruiser.mjs. */
function checkLayers(): Promise<boolean> {
  const folders = ["app", "components", "lib", "drizzle", "scripts", "bench", "testing"];
  const script = "dependency-cruiser/bin/dependency-cruise.mjs";
  return node(script, "--config", ".dependency-cruiser.mjs", ...folders);
}

/** The tests of one of the projects in vitest.config.ts. */
async function runVitest(project: "unit" | "db"): Promise<Counts> {
  const report = path.join("test-results", `${project}.json`);
  rmSync(report, { force: true });
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json"];
  const hasSucceeded = await node("vitest/vitest.mjs", ...args, `--outputFile.json=${report}`);
  return countTests(report, "vitest", hasSucceeded);
}

function findTheBrowser(): Promise<Counts> {
  browser = findBrowser((line) => console.log(line));
  console.log(browser);
  return Promise.resolve(onePassed);
}

async function build(): Promise<boolean> {
  await buildConsole({ log: (line) => console.log(line) });
  return true;
}

async function runEndToEndTests(): Promise<Counts> {
  rmSync(e2eReport, { force: true });
  // playwright.config.ts lists the reporters, with the same file for JSON.
  const script = path.join("node_modules", "playwright", "cli.js");
  const env: Record<string, string> = browser === null ? {} : { LETHE_CHROMIUM: browser };
  return countTests(e2eReport, "playwright", await runCommand(process.execPath, [script, "test"], env));
}
