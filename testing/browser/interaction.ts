import type { Page } from "playwright";

const observer = `
  window.letheLongest = 0;
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId > 0) letheLongest = Math.max(letheLongest, duration);
  }).observe({ type: "event", durationThreshold: 16 });`;

/** Two frames and what was put off to after them: then the browser has told of what it drew. */
const reading = `new Promise((resolve) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => requestIdleCallback(() => {
    resolve(Math.max(letheLongest, 16));
    letheLongest = 0;
  }), 50))))`;

/** Tells how long the browser takes from a key or a click until it has drawn the next frame, in steps of 8 ms and from 16 on. */
export async function interactionTimer(page: Page): Promise<(act: () => Promise<void>) => Promise<number>> {
  await page.evaluate(observer);
  return async (act) => {
    await page.evaluate(reading);
    await act();
    return page.evaluate<number>(reading);
  };
}
