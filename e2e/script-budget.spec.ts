import { fontBytesMax, scriptBudgets, shiftMax } from "@/testing/browser/budgets";
import { loadPage } from "@/testing/browser/load-page";
import { expect, signIn, test } from "./console";

/** Texts in every script are shown here, and bring the fonts of those. */
const showTexts = ["/memories", "/entities"];

// What nobody has asked for yet has no place in it: menus, dialogs, the palette, editors.
for (const [path, scriptBytesMax] of Object.entries(scriptBudgets)) {
  test.describe(path, () => {
    // The overview alone asks every store, also those of other tests that do not answer.
    if (path === "/") test.use({ expectedErrors: [/502/] });

    test("loads no more script and fonts than its budget allows, and hardly moves", async ({ page }) => {
      if (path !== "/sign-in") await signIn(page, path);
      const { scriptBytes, fontBytes, shift, moved } = await loadPage(page, path);
      // Of the page, and not of another one in its place.
      expect(new URL(page.url()).pathname).toBe(path);
      expect.soft(scriptBytes, "bytes of script").toBeLessThanOrEqual(scriptBytesMax);
      // A budget of before would let it grow again.
      expect.soft(scriptBytes, "bytes of script").toBeGreaterThan(0.9 * scriptBytesMax);
      if (!showTexts.includes(path))
        expect.soft(fontBytes, "bytes of fonts").toBeLessThanOrEqual(fontBytesMax);
      expect.soft(shift, ["layout shift", ...moved].join("\n")).toBeLessThanOrEqual(shiftMax);
    });
  });
}
