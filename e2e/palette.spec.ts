import { expect, importMemories, memoriesReady, signIn, test } from "./console";

const field = "Find a page, action, entity, ticket or ID";

test("a name that is pasted and entered at once opens that person, and nobody else", async ({ page }) => {
  const marker = "ibisbill";
  await signIn(page);
  await importMemories(page, marker, 4, 2);
  await page.goto("/memories");
  await memoriesReady(page);
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder(field).fill(`${marker}-1`);
  await expect(page.getByRole("option", { name: new RegExp(`^${marker}-1`) })).toBeVisible();
  // What stands there now is for the name before, and comes late for this one.
  await page.route("**/api/memories/facets**", async (route) => {
    const answer = await route.fetch();
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.fulfill({ response: answer });
  });
  await page.getByPlaceholder(field).fill(`${marker}-2`);
  await expect(page.getByRole("option", { name: new RegExp(`^${marker}-1`) })).toHaveCount(0);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.searchParams.get("filter")?.includes(`${marker}-2`) === true);
  await expect(page.getByRole("main").getByText("Showing 2 of 2 memories")).toBeVisible();
});

test("who has few memories is opened by the name, and not somebody whose name begins alike", async ({
  page,
}) => {
  const marker = "whinchat";
  await signIn(page);
  // 24 namesakes with two memories each, more than are listed, and one with one.
  await importMemories(page, marker, 49, 24, (memory, index) =>
    index < 48 ? memory : { ...memory, user_id: marker },
  );
  await page.goto("/memories");
  await memoriesReady(page);
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder(field).fill(marker);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.searchParams.get("filter")?.includes(`"${marker}"`) === true);
  await expect(page.getByRole("main").getByText("Showing 1 of 1 memory")).toBeVisible();
});

test("a palette that is closed while Enter waits opens nothing", async ({ page }) => {
  await signIn(page);
  await page.goto("/memories");
  await memoriesReady(page);
  let answer = (): void => undefined;
  const late = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/api/memories/facets**", async (route) => {
    await late;
    await route.continue();
  });
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder(field).fill("caroline");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "The first result opens" })).toBeVisible();
  await page.keyboard.press("Escape");
  const answered = page.waitForResponse("**/api/memories/facets**");
  answer();
  await answered;
  await page.waitForLoadState("networkidle");
  expect(new URL(page.url()).search).toBe("");
});

test("keys that follow at once are the palette's, also before its lines are drawn", async ({ page }) => {
  await signIn(page);
  await page.goto("/memories");
  await memoriesReady(page);
  const search = page.getByPlaceholder("Search memories");
  await search.focus();
  // It has come then.
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option", { name: "Overview" })).toHaveAttribute("aria-selected", "true");
  const third = await page.getByRole("option").nth(2).textContent();
  await page.keyboard.press("Escape");
  await expect(search).toBeFocused();

  for (const key of ["Control+k", "ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
  await expect(page.getByRole("option", { selected: true })).toHaveText(third ?? "");
  await page.keyboard.press("Escape");
  await expect(search).toBeFocused();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("history");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/history");
});

test.describe("before it has come", () => {
  test.use({ expectedErrors: [/ERR_FAILED/] });

  test("what is typed is kept, and the focus goes back to where it was", async ({ page }) => {
    await signIn(page);
    await page.goto("/memories");
    await memoriesReady(page);
    const search = page.getByPlaceholder("Search memories");
    let letCome = (): void => undefined;
    const come = new Promise<void>((resolve) => (letCome = resolve));
    await page.route("**/_next/static/chunks/**", async (route) => {
      await come;
      await route.continue();
    });
    await search.focus();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("history");
    await expect(page.getByRole("dialog", { name: "Command palette" })).toHaveAttribute("aria-busy", "true");
    letCome();
    await expect(page.getByRole("option", { name: /^History/ })).toBeVisible();
    await expect(page.getByPlaceholder(field)).toHaveValue("history");
    await expect(page.getByPlaceholder(field)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(search).toBeFocused();
  });

  test("it is told that it could not be loaded, and asked for again", async ({ page }) => {
    await signIn(page);
    await page.goto("/memories");
    await memoriesReady(page);
    await page.route("**/_next/static/chunks/**", (route) => route.abort());
    await page.keyboard.press("Control+k");
    await expect(page.getByText("A part of this page could not be loaded.")).toBeVisible();
    await page.unroute("**/_next/static/chunks/**");
    // Unless it has been fetched meanwhile, with what else could be wanted.
    await page
      .getByRole("button", { name: "Try again" })
      .evaluateAll((buttons) => buttons.forEach((button) => (button as HTMLButtonElement).click()));
    await expect(page.getByRole("combobox", { name: "Command palette" })).toBeVisible();
    await expect(page.getByText("could not be loaded")).toHaveCount(0);
  });
});

test.describe("a place that cannot be looked at", () => {
  test.use({ expectedErrors: [/ERR_FAILED/] });

  test("is said, and Enter opens nobody else instead", async ({ page }) => {
    const marker = "wryneck";
    await signIn(page);
    await importMemories(page, marker, 1);
    await page.goto("/memories");
    await memoriesReady(page);
    await page.route("**/api/memories/facets?*user_id*", (route) => route.abort());
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder(field).fill(marker);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("status").filter({ hasText: "Could not search users." })).toBeVisible({
      timeout: 20_000,
    });
    await expect(page.getByRole("option", { name: `${marker}-agent` })).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.searchParams.get("filter")?.includes(`${marker}-`) === true);
  });
});

test.describe("what people type", () => {
  // An id can be of a memory or of a deletion: both are asked for, and one says no.
  test.use({ expectedErrors: [/404/] });

  test("is there: the theme, actions, a ticket, a memory's id and a deletion's", async ({ page }) => {
    const marker = "lapwing";
    await signIn(page);
    await importMemories(page, marker, 2);
    await page.goto(`/memories?q=${marker}`);
    await memoriesReady(page);
    const id = await page
      .getByRole("row", { name: new RegExp(marker) })
      .first()
      .getAttribute("data-row-id");
    const open = async (text: string) => {
      await page.keyboard.press("Control+k");
      await page.getByPlaceholder(field).fill(text);
    };

    await open("dark");
    await page.keyboard.press("Enter");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await open("theme: system");
    await page.keyboard.press("Enter");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "system");
    for (const [text, label] of [
      ["wipe", "Wipe the store"],
      ["expired", "Expired but still stored"],
      ["new del", "New deletion"],
      ["export", "Export the history as CSV"],
      ["sign out", "Sign out"],
    ] as const) {
      await open(text);
      await expect(page.getByRole("option", { name: label })).toBeVisible();
      await page.keyboard.press("Escape");
    }

    await open(id ?? "");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`open=${id}`));
    await page.keyboard.press("#");
    const dialog = page.getByRole("dialog", { name: "Delete memories" });
    await dialog.getByLabel("Ticket reference").fill("LAPWING-9");
    await dialog.getByRole("button", { name: "Delete 1 memory" }).click();
    await expect(dialog).toBeHidden();

    await open("lapwing-9");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/history\?ticket=LAPWING-9/);
    await page.getByRole("row").filter({ hasText: "LAPWING-9" }).click();
    await page.waitForURL(/\/history\/[0-9a-f-]{36}$/);
    const deletion = page.url();
    await page.goto("/memories");
    await memoriesReady(page);
    await open(deletion.slice(-36));
    await page.keyboard.press("Enter");
    await page.waitForURL(deletion);

    await open("nobody-has-this-name");
    await expect(page.getByRole("status").filter({ hasText: "No results" })).toBeVisible();
  });
});

test.describe("what interrupts a page", () => {
  test.use({ expectedErrors: [/401/] });

  test("a signed-out page says so, and leads back to itself", async ({ page, context }) => {
    await signIn(page, "/history");
    await context.clearCookies();
    await page.getByRole("button", { name: "Export" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("no such ticket");
    const notice = page.getByRole("alert").filter({ hasText: "What this page shows may be out of date" });
    await expect(notice).toBeVisible();
    await notice.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(/\/sign-in\?next=%2Fhistory/);
  });

  test("a page of another release asks to be reloaded", async ({ page }) => {
    await signIn(page);
    let isOld = true;
    await page.route("**/memories*", async (route) => {
      if (!isOld || route.request().resourceType() !== "document") return route.continue();
      const answer = await route.fetch();
      const body = (await answer.text()).replace(/data-release="[^"]*"/, 'data-release="an older one"');
      await route.fulfill({ response: answer, body });
    });
    await page.goto("/memories");
    const notice = page.getByRole("alert").filter({ hasText: "Lethe has been updated" });
    await expect(notice).toBeVisible();
    isOld = false;
    await notice.getByRole("button", { name: "Reload" }).click();
    await memoriesReady(page);
    await expect(notice).toHaveCount(0);
  });
});
