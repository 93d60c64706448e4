import { readFileSync } from "node:fs";
import { z } from "zod";

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export const onePassed: Counts = { passed: 1, failed: 0, skipped: 0 };
export const oneFailed: Counts = { passed: 0, failed: 1, skipped: 0 };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
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
    };
  }
  const { stats } = playwrightReport.parse(report);
  // A test that passes only at the second try is not green.
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}
