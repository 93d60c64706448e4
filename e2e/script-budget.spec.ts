import { fontBytesMax, scriptBudgets } from "@/testing/browser/budgets";
import { loadPage } from "@/testing/browser/load-page";
import { expect, signIn, test } from "./console";

// The goal is 220 kB of script for each page; the budgets are what the pages have, so that they do not grow unnoticed.
test("no page loads more script and fonts than its budget allows", async ({ page, browser }) => {
  test.setTimeout(240_000);
  await signIn(page);
  const cookies = await page.context().cookies();
  for (const [path, scriptBytesMax] of Object.entries(scriptBudgets)) {
    // A first visit, with nothing cached.
    const context = await browser.newContext();
    await context.addCookies(cookies);
    const { scriptBytes, fontBytes } = await loadPage(await context.newPage(), path);
    await context.close();
    expect.soft(scriptBytes, `bytes of script on ${path}`).toBeLessThanOrEqual(scriptBytesMax);
    expect.soft(fontBytes, `bytes of fonts on ${path}`).toBeLessThanOrEqual(fontBytesMax);
    console.log(
      `${path}: script ${(scriptBytes / 1_000).toFixed(1)} kB, fonts ${(fontBytes / 1_000).toFixed(1)} kB`,
    );
  }
});
