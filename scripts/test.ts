import { rmSync } from "node:fs";
import path from "node:path";
import { inspect, parseArgs } from "node:util";
import { buildConsole } from "./build-console";
import { StartError } from "./start-error";
import { countTests, oneFailed, onePassed, type Counts } from "@/testing/product/count-tests";
import { findBrowser } from "@/testing/product/find-browser";
import { runCommand, stopCommands } from "@/testing/product/run-command";

const groups = ["checks", "unit", "db", "bench", "e2e"] as const;

interface Step {
  name: string;
  group: (typeof groups)[number];
  run: (print: Print) => Promise<Counts>;
  /** The name of a step of another line that must have ended first. */
  after?: string;
}

type Print = (text: string) => void;

interface Result {
  name: string;
  counts: Counts;
  words: string;
}

const e2eReport = path.join("test-results", "e2e.json");
const buildName = "Production build";
let browser: string | null = null;

/**
 * The steps of a line run one after the other, and the two lines at the same time. Tests wait for much of theirs, and the checks
 * use what they leave of the processors.
 */
const lines: Step[][] = [
  [
    { name: buildName, group: "e2e", run: build },
    { name: "Browser", group: "e2e", run: findTheBrowser },
    { name: "Database tests", group: "db", run: (print) => runVitest("db", print) },
    { name: "Unit tests", group: "unit", run: (print) => runVitest("unit", print) },
    {
      name: "Benchmark, quick run",
      group: "bench",
      // For being alive: it prints, and judges no time.
      run: (print) => check(runCommand(process.execPath, ["scripts/run.mjs", "bench", "--quick"], { print })),
    },
    { name: "End-to-end tests", group: "e2e", run: runEndToEndTests },
  ],
  [
    {
      name: "Formatting",
      group: "checks",
      run: (print) => checkWith(print, "prettier/bin/prettier.cjs", "--check", "."),
    },
    { name: "Layers", group: "checks", run: checkLayers },
    // A build empties .next, where the types of the routes are; this step makes them, and lint reads them too.
    { name: "Types", group: "checks", run: checkTypes, after: buildName },
    {
      name: "Lint",
      group: "checks",
      run: (print) => checkWith(print, "eslint/bin/eslint.js", ".", "--max-warnings", "0"),
    },
    { name: "Lint with types", group: "checks", run: (print) => checkWith(print, "oxlint/bin/oxlint") },
    { name: "Unused code", group: "checks", run: (print) => checkWith(print, "knip/bin/knip.js") },
  ],
];

/** `npm test`: every check and every test. `npm test -- --only unit` (or another of the groups) runs a part. */
export default async function test(args: string[]): Promise<number> {
  const only = readOnly(args);
  const startedAt = performance.now();
  const controller = new AbortController();
  controller.signal.addEventListener("abort", stopCommands);
  for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => controller.abort());

  const wanted = lines
    .map((line) => line.filter(({ group }) => only === null || group === only))
    .filter((line) => line.length > 0);
  const results = await runLines(wanted, controller.signal);
  if (controller.signal.aborted) return 130;
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { counts } of results)
    for (const key of ["passed", "failed", "skipped"] as const) total[key] += counts[key];
  const failures = results.filter(({ counts }) => counts.failed > 0).map(({ name }) => name);
  // Once more at the end: of a long output, that is what people get to see.
  const failedTests = results.flatMap(({ counts }) => counts.failedTests ?? []);
  if (failedTests.length > 0) console.log(`\nFailed tests:\n${failedTests.join("\n")}`);
  console.log(`\n${results.map(({ words }) => words).join("\n")}`);
  console.log(
    `\nAll of it took ${seconds(startedAt)}.${failures.length > 0 ? ` Failed: ${failures.join(", ")}.` : ""}`,
  );
  console.log(inWords(total));
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

/** The results in the order of the steps. */
async function runLines(wanted: Step[][], signal: AbortSignal): Promise<Result[]> {
  const ended = new Map<string, Promise<Result>>();
  const isAlone = wanted.length === 1;
  const runLine = async (line: Step[]) => {
    const results: Result[] = [];
    for (const step of line) {
      if (step.after !== undefined) await ended.get(step.after);
      if (signal.aborted) break;
      const running = runStep(step, isAlone);
      ended.set(step.name, running);
      results.push(await running);
    }
    return results;
  };
  return (await Promise.all(wanted.map(runLine))).flat();
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

/** Beside another line a step prints when it has ended, all at once: else nothing could be told apart. */
async function runStep({ name, run }: Step, isAlone: boolean): Promise<Result> {
  const startedAt = performance.now();
  const printed: string[] = [];
  const print: Print = isAlone
    ? (text) => void process.stdout.write(text)
    : (text) => void printed.push(text);
  console.log(`\n━━ ${name}${isAlone ? "" : " has started"}`);
  let counts: Counts;
  try {
    counts = await run(print);
  } catch (error) {
    print(`${error instanceof StartError ? error.message : inspect(error)}\n`);
    counts = oneFailed;
  }
  const time = seconds(startedAt);
  if (printed.length > 0) process.stdout.write(`\n━━ ${name}\n${printed.join("")}`);
  console.log(`━━ ${name}: ${counts.failed > 0 ? "failed" : "passed"} in ${time}`);
  return { name, counts, words: `${time.padStart(8)}  ${name}: ${inWords(counts)}` };
}

const inWords = ({ passed, failed, skipped }: Counts) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
const seconds = (startedAt: number) => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;

const check = async (result: Promise<boolean>): Promise<Counts> => ((await result) ? onePassed : oneFailed);

/** Runs the program of a package in node_modules, behind the tests. */
const checkWith = (print: Print, script: string, ...args: string[]): Promise<Counts> =>
  check(
    runCommand(process.execPath, [path.join("node_modules", script), ...args], { print, isPatient: true }),
  );

async function checkTypes(print: Print): Promise<Counts> {
  const generated = await checkWith(print, "next/dist/bin/next", "typegen");
  // TypeScript 7, a tenth of the time; `typescript` stays version 6, which ESLint's parser and Next's build import.
  return generated.failed > 0 ? generated : checkWith(print, "typescript-native/bin/tsc", "--noEmit");
}

/** The order of the folders in .dependency-cruiser.mjs. */
function checkLayers(print: Print): Promise<Counts> {
  const folders = ["app", "components", "lib", "drizzle", "scripts", "bench", "testing"];
  const script = "dependency-cruiser/bin/dependency-cruise.mjs";
  return checkWith(print, script, "--config", ".dependency-cruiser.mjs", ...folders);
}

/** The tests of one of the projects in vitest.config.ts. */
async function runVitest(project: "unit" | "db", print: Print): Promise<Counts> {
  const report = path.join("test-results", `${project}.json`);
  rmSync(report, { force: true });
  const script = path.join("node_modules", "vitest", "vitest.mjs");
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json"];
  const hasSucceeded = await runCommand(process.execPath, [script, ...args, `--outputFile.json=${report}`], {
    print,
  });
  return countTests(report, "vitest", hasSucceeded);
}

function findTheBrowser(print: Print): Promise<Counts> {
  browser = findBrowser((line) => print(`${line}\n`));
  print(`${browser}\n`);
  return Promise.resolve(onePassed);
}

async function build(print: Print): Promise<Counts> {
  await buildConsole({ log: (line) => print(`${line}\n`) });
  return onePassed;
}

async function runEndToEndTests(print: Print): Promise<Counts> {
  rmSync(e2eReport, { force: true });
  // playwright.config.ts lists the reporters, with the same file for JSON.
  const script = path.join("node_modules", "playwright", "cli.js");
  const env: Record<string, string> = browser === null ? {} : { LETHE_CHROMIUM: browser };
  const hasSucceeded = await runCommand(process.execPath, [script, "test"], { print, env });
  return countTests(e2eReport, "playwright", hasSucceeded);
}
