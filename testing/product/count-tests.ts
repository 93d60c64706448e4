import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { clipText } from "@/lib/text/clip-text";

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** Of vitest's tests, each with the first line of why. Playwright ends with a list of its own. */
  failedTests?: string[];
}

export const onePassed: Counts = { passed: 1, failed: 0, skipped: 0 };
export const oneFailed: Counts = { passed: 0, failed: 1, skipped: 0 };

const vitestFile = z.object({
  name: z.string(),
  status: z.string(),
  assertionResults: z.array(
    z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
  ),
});
type VitestFile = z.infer<typeof vitestFile>;

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(vitestFile),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/**
 * The counts in a report of vitest or Playwright. A runner that failed although no test did (a file that does not load,
 * a broken set-up), or that left no report or no test, counts as one failure.
 */
export function countTests(
  reportFile: string,
  runner: "vitest" | "playwright",
  hasSucceeded: boolean,
): Counts {
  const counts = readCounts(reportFile, runner);
  if (counts === null) return oneFailed;
  const hasRun = counts.passed + counts.failed > 0;
  return counts.failed === 0 && !(hasSucceeded && hasRun) ? { ...counts, failed: 1 } : counts;
}

function readCounts(reportFile: string, runner: "vitest" | "playwright"): Counts | null {
  let report: unknown;
  try {
    report = JSON.parse(readFileSync(reportFile, "utf8"));
  } catch {
    return null;
  }
  if (runner === "vitest") {
    const result = vitestReport.parse(report);
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests,
      skipped: result.numPendingTests + result.numTodoTests,
      failedTests: result.testResults.flatMap(failedTestsOf),
    };
  }
  const { stats } = playwrightReport.parse(report);
  // A test that passes only at the second try is not green.
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

function failedTestsOf({ name, status, assertionResults }: VitestFile): string[] {
  const file = path.relative(process.cwd(), name);
  const failed = assertionResults.filter((test) => test.status === "failed");
  // A file of which no test failed did not load, or its set-up failed.
  if (failed.length === 0) return status === "failed" ? [file] : [];
  return failed.map(({ fullName, failureMessages }) => {
    const [reason = ""] = failureMessages?.[0]?.split("\n") ?? [];
    return `${file}: ${fullName} (${clipText(reason, reasonLengthMax)})`;
  });
}

const reasonLengthMax = 200;
