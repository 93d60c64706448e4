import { chromium, type Browser, type Page } from "playwright";
import { fontBytesMax, scriptBytesGoal } from "@/testing/browser/budgets";
import { interactionTimer } from "@/testing/browser/interaction";
import { loadPage, type PageLoad } from "@/testing/browser/load-page";
import { findBrowser } from "@/testing/product/find-browser";
import type { Console } from "../console/start-console";
import { withinMedian, type Measurement } from "../measurement";
import type { Bench, Section } from "../section";
import { browserMemory } from "./browser-memory";
import { interactions } from "./browser-interactions";

const section = "browser";
/** Of a laptop that was slow some years ago, beside the machine of the bench. */
const slowdown = 4;
const paths = ["/memories", "/history", "/delete", "/entities"];
const goals = { largestPaintMs: 1_500, longestTaskMs: 200, interactionMs: 150 };

/** A first visit, what is done most on a page, and a long day: in Chromium, with a slowed processor. */
export const browser: Section = {
  name: section,
  needs: "console",
  run: async (bench, web) => {
    const chrome = await chromium.launch({ executablePath: findBrowser(bench.log) });
    const rounds = bench.hasFewRounds ? 1 : 5;
    try {
      return [
        ...(await measureLoads(chrome, bench, web, rounds)),
        ...(await measureInteractions(chrome, bench, web, rounds)),
        ...(await browserMemory(section, await openPage(chrome, web, 1), bench)),
      ];
    } finally {
      await chrome.close();
    }
  },
};

async function measureLoads(
  chrome: Browser,
  bench: Bench,
  web: Console,
  rounds: number,
): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const path of paths) {
    const loads: PageLoad[] = [];
    for (let round = 0; round < rounds; round++) {
      bench.signal.throwIfAborted();
      const page = await openPage(chrome, web, slowdown);
      loads.push(await loadPage(page, path));
      await page.context().close();
    }
    const line = (what: string, unit: Measurement["unit"], of: (load: PageLoad) => number, max: number) =>
      measurements.push(withinMedian({ section, name: `${path}, ${what}`, unit }, loads.map(of), max));
    line("script", "kB", ({ scriptBytes }) => scriptBytes / 1_000, scriptBytesGoal / 1_000);
    line("fonts", "kB", ({ fontBytes }) => fontBytes / 1_000, fontBytesMax / 1_000);
    line("largest paint", "ms", ({ largestPaintMs }) => largestPaintMs, goals.largestPaintMs);
    line("longest task", "ms", ({ longestTaskMs }) => longestTaskMs, goals.longestTaskMs);
    // In hundredths: "good" is up to a tenth, and nothing needs to move.
    line("shift", "%", ({ shift }) => shift * 100, 1);
  }
  return measurements;
}

/** Each once on a page just loaded: what comes when asked for is waited for here. */
async function measureInteractions(
  chrome: Browser,
  bench: Bench,
  web: Console,
  rounds: number,
): Promise<Measurement[]> {
  const samples = new Map<string, number[]>(interactions.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    bench.signal.throwIfAborted();
    const page = await openPage(chrome, web, slowdown);
    await loadPage(page, "/memories");
    const timed = await interactionTimer(page);
    for (const { name, prepare, act, after } of interactions) {
      await prepare?.(page);
      samples.get(name)?.push(await timed(() => act(page)));
      await after(page);
    }
    await page.context().close();
  }
  return [...samples].map(([name, each]) =>
    withinMedian({ section, name: `${name} → drawn`, unit: "ms" }, each, goals.interactionMs),
  );
}

/** Of a browser of its own, with nothing cached. */
async function openPage(chrome: Browser, web: Console, slowedBy: number): Promise<Page> {
  // Playwright waits by eval, which the page's policy forbids.
  const context = await chrome.newContext({
    baseURL: web.origin,
    bypassCSP: true,
    viewport: { width: 1440, height: 900 },
  });
  await context.addCookies(web.cookies().map((cookie) => ({ ...cookie, url: web.origin })));
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowedBy });
  return page;
}
