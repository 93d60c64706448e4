import type { CDPSession, Page } from "playwright";
import { loadPage } from "@/testing/browser/load-page";
import { withinMedian, type Measurement } from "../measurement";
import type { Bench } from "../section";

const pageSize = 50;
const mib = 1024 ** 2;
const growthMiBMax = 2;

/**
 * The heap of a tab that has seen 10,000 rows while memories changed, over that of the same tab near the beginning. A long
 * day in a few minutes: pages follow each other without a pause, with a change for each.
 */
export async function browserMemory(section: string, page: Page, bench: Bench): Promise<Measurement[]> {
  const pageCount = (bench.hasFewRounds ? 1_000 : 10_000) / pageSize;
  const devtools = await page.context().newCDPSession(page);
  // What is kept for some minutes, in case one comes back, is not what piles up.
  await page.clock.install();
  await loadPage(page, "/memories");
  const seeTo = async (from: number, to: number) => {
    for (let index = from; index < to; index++) {
      bench.signal.throwIfAborted();
      await bench.client.query("select pg_notify('lethe_memories', '')");
      await nextPage(page);
    }
    await page.clock.fastForward("10:00");
  };
  await seeTo(0, pageCount / 5);
  const before = await heapBytes(devtools);
  await seeTo(pageCount / 5, pageCount);
  const after = await heapBytes(devtools);
  await page.context().close();
  const seen = (pageCount * pageSize).toLocaleString("en-US");
  const line = (name: string, bytes: number, max: number | null) =>
    withinMedian({ section, name, unit: "MiB" }, [bytes / mib], max);
  return [
    line(`heap after a fifth of ${seen} rows and their changes`, before, null),
    line("heap grown in the other four fifths", Math.max(0, after - before), growthMiBMax),
  ];
}

async function nextPage(page: Page): Promise<void> {
  const first = await page.locator("[data-row-id]").first().getAttribute("data-row-id");
  await page.getByRole("button", { name: "Next" }).click();
  await page.locator(`tbody > tr:first-child:not([data-row-id="${first}"])`).waitFor();
  await page.locator('table[aria-busy="false"]').waitFor();
}

async function heapBytes(devtools: CDPSession): Promise<number> {
  // Twice: what a finalizer lets go of goes with the second.
  for (let round = 0; round < 2; round++) await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  return usedSize;
}
