import type { Page } from "playwright";

type Interaction = {
  name: string;
  /** Brings the page to where it can be done; not measured. */
  prepare?: (page: Page) => Promise<void>;
  act: (page: Page) => Promise<void>;
  /** Waits for what it leads to, and takes it back. */
  after: (page: Page) => Promise<void>;
};

const rows = (page: Page) => page.locator("[data-row-id]");
const selectAll = (page: Page) => page.getByRole("checkbox", { name: "Select all on this page" });
const focusFirstRow = (page: Page) => rows(page).first().focus();
const palette = (page: Page) => page.getByRole("dialog", { name: "Command palette" });
const details = (page: Page) => page.getByRole("complementary", { name: "Memory details" });
const addFilter = (page: Page) => page.getByRole("dialog", { name: "Add filter" });
const expired = (page: Page) => page.getByRole("button", { name: "Expired but still stored" });

/** On /memories, in this order. */
export const interactions: readonly Interaction[] = [
  {
    name: "select all on page",
    act: (page) => selectAll(page).click(),
    after: (page) => selectAll(page).uncheck(),
  },
  {
    name: "j",
    prepare: focusFirstRow,
    act: (page) => page.keyboard.press("j"),
    after: (page) => rows(page).nth(1).and(page.locator(":focus")).waitFor(),
  },
  {
    name: "x",
    prepare: focusFirstRow,
    act: (page) => page.keyboard.press("x"),
    after: (page) => page.keyboard.press("x"),
  },
  {
    name: "open details",
    act: (page) => rows(page).nth(2).locator("td").nth(3).click(),
    after: async (page) => {
      await details(page).waitFor();
      await page.keyboard.press("Escape");
      await details(page).waitFor({ state: "detached" });
    },
  },
  {
    name: "Ctrl+K",
    act: (page) => page.keyboard.press("Control+k"),
    after: async (page) => {
      await palette(page).waitFor();
      await page.keyboard.press("Escape");
      await palette(page).waitFor({ state: "detached" });
    },
  },
  {
    name: "Add filter",
    act: (page) => page.getByRole("button", { name: "Add filter" }).click(),
    after: async (page) => {
      await addFilter(page).waitFor();
      await page.keyboard.press("Escape");
      await addFilter(page).waitFor({ state: "detached" });
    },
  },
  {
    name: "filter by a click",
    act: (page) => expired(page).click(),
    after: async (page) => {
      await page.getByRole("button", { name: "Clear filters" }).waitFor();
      await page.locator('table[aria-busy="false"]').waitFor();
    },
  },
];
