import type { Page, Request } from "playwright";

/** What a browser took to show a page, before anybody does anything on it. */
export type PageLoad = {
  /** Compressed, of every script that came before the page was idle. */
  scriptBytes: number;
  fontBytes: number;
  largestPaintMs: number;
  longestTaskMs: number;
  /** Cumulative layout shift, and what moved, in pixels from the top. */
  shift: number;
  moved: string[];
};

const quietMs = 500;

/**
 * Loads a page and waits until the browser has nothing left to do for it. With a new context it is a first visit. Where the
 * page's policy forbids eval, the context must bypass it only for waitForFunction: what is here runs as text.
 */
export async function loadPage(page: Page, path: string): Promise<PageLoad> {
  await page.addInitScript(observer);
  const untilQuiet = watchRequests(page);
  await page.goto(path);
  await untilQuiet();
  return page.evaluate<PageLoad>(reading);
}

// As text: what tsx makes of a function refers to helpers that the page does not have.
const observer = `
  window.letheLoad = { paint: 0, task: 0, shift: 0, moved: [] };
  const named = ({ node, previousRect, currentRect }) =>
    (node?.id || node?.className || node?.nodeName) + " " + previousRect.y + "+" + previousRect.height + " → " +
    currentRect.y + "+" + currentRect.height;
  const on = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  on("largest-contentful-paint", ({ startTime }) => (letheLoad.paint = startTime));
  on("longtask", ({ duration }) => (letheLoad.task = Math.max(letheLoad.task, duration)));
  on("layout-shift", ({ value, hadRecentInput, startTime, sources }) => {
    if (hadRecentInput) return;
    letheLoad.shift += value;
    letheLoad.moved.push(value.toFixed(4) + " at " + Math.round(startTime) + " ms: " + sources.map(named).join("; "));
  });`;

const reading = `(() => {
  // A file that was announced and then asked for is one file.
  const sizes = new Map(performance.getEntriesByType("resource").map((each) => [each.name, each.encodedBodySize]));
  const total = (pattern) => [...sizes].reduce((sum, [name, size]) => (pattern.test(name) ? sum + size : sum), 0);
  return {
    scriptBytes: total(/\\.js(\\?|$)/),
    fontBytes: total(/\\.woff2?(\\?|$)/),
    largestPaintMs: letheLoad.paint,
    longestTaskMs: letheLoad.task,
    shift: letheLoad.shift,
    moved: letheLoad.moved,
  };
})()`;

const idle = `new Promise((resolve) => requestIdleCallback(() => resolve(null)))`;

/** Returns what waits until nothing is on its way, and the page has time to spare, for half a second. */
function watchRequests(page: Page): () => Promise<void> {
  const pending = new Set<Request>();
  let lastAt = performance.now();
  const begin = (request: Request) => {
    lastAt = performance.now();
    // An event stream never ends.
    if (!request.url().endsWith("/api/events")) pending.add(request);
  };
  const end = (request: Request) => {
    lastAt = performance.now();
    pending.delete(request);
  };
  page.on("request", begin).on("requestfinished", end).on("requestfailed", end);
  return async () => {
    do {
      await page.evaluate(idle);
      await page.waitForTimeout(quietMs / 5);
    } while (pending.size > 0 || performance.now() - lastAt < quietMs);
    page.off("request", begin).off("requestfinished", end).off("requestfailed", end);
  };
}
