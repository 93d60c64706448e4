import { connect } from "node:net";
import { performance } from "node:perf_hooks";
import type { Page } from "playwright/test";
import { callServer, createKey } from "./api-key";
import { expect, importMemories, memoriesReady, signIn, test, viewOf } from "./console";
import { connectToDatabase } from "./database";
import { sharedProduct } from "./shared-product";

/** What the policy refused on this page, from the first document on. */
const violationsOf = async (page: Page): Promise<string[]> => {
  const violations: string[] = [];
  await page.exposeFunction("noteViolation", (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event;
      const text = `${location.pathname}: ${effectiveDirective} ${blockedURI} ${sourceFile}:${lineNumber} ${sample}`;
      (window as unknown as { noteViolation: (text: string) => void }).noteViolation(text);
    });
  });
  return violations;
};

/** Opens a page, and waits until it has come to life and is at rest. */
const visit = async (page: Page, path: string): Promise<void> => {
  const response = await page.goto(path);
  const policy = response?.headers()["content-security-policy"] ?? "";
  expect(policy, path).toMatch(/script-src 'self' 'nonce-[\w+/]{22}==' 'strict-dynamic';/);
  expect(policy, path).not.toContain("unsafe");
  await expect(page.getByRole("main").last(), path).toBeVisible();
  // React has taken over, and with it every style that it sets.
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("#root") ?? {}).some((key) => key.startsWith("__react")),
  );
  await page.waitForLoadState("load");
};

test("no page, dialog or menu asks for more than its policy allows (ASVS 14.4.3–14.4.7)", async ({
  page,
}) => {
  test.setTimeout(600_000);
  const violations = await violationsOf(page);
  for (const path of ["/sign-in", "/set-up", "/join", "/verify"]) await visit(page, path);
  await signIn(page);
  await importMemories(page, "sandgrouse", 30, 3);
  await visit(page, "/settings/api-keys");
  const hrefs = await page
    .getByRole("navigation")
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  expect(hrefs).toContain("/memories");
  expect(hrefs).toContain("/settings/webhooks");
  for (const path of new Set([...hrefs, "/api/docs"])) await visit(page, path);

  // What a page opens, and puts into it.
  await visit(page, viewOf({ field: "user_id", operator: "eq", value: "sandgrouse-1" }));
  await memoriesReady(page);
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("dialog", { name: "Command palette" }).getByRole("combobox").fill("sandgrouse");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Add filter" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.keyboard.press("Escape");
  await page
    .getByRole("checkbox", { name: /^Select memory/ })
    .first()
    .click();
  await page.keyboard.press("#");
  const dialog = page.getByRole("dialog", { name: "Delete memories" });
  await dialog.getByRole("button", { name: "Delete 1 memory" }).click();
  // Its toast, by a package that puts styles into the page.
  await expect(page.locator("[data-sonner-toast]").first()).toBeVisible();
  await expect(page.locator("[data-sonner-toast]").first()).toHaveCSS("position", "absolute");

  await visit(page, "/delete?user_id=sandgrouse-2");
  const preview = page.getByRole("region", { name: "Preview" });
  await preview.getByRole("button", { name: "Delete 10 memories" }).click();
  await expect(page.getByRole("dialog", { name: "Delete memories" })).toBeVisible();
  await page.keyboard.press("Escape");
  await visit(page, "/history");
  await page.getByRole("table", { name: "Deletion history" }).getByRole("link").first().click();
  await page.waitForURL(/\/history\/[0-9a-f-]{36}$/);
  expect(violations).toEqual([]);
});

test.describe("what a page did not bring", () => {
  test.use({ expectedErrors: [/Content Security Policy|404/] });

  test("does not run, and a page that is not there has a policy too", async ({ page }) => {
    const violations = await violationsOf(page);
    await signIn(page);
    // What is not there of what pages load is a page, too, or plain text.
    for (const path of ["/_next/nowhere", "/_next/static/nowhere.js", "/_next/image/nowhere"]) {
      const headers = (await page.request.get(path)).headers();
      const isPage = headers["content-type"]?.startsWith("text/html") ?? true;
      expect(headers["content-security-policy"] !== undefined || !isPage, path).toBe(true);
    }
    await visit(page, "/_next/nowhere");
    await visit(page, "/memories/nowhere");
    await page.evaluate(() => {
      const put = document.createElement("div");
      put.innerHTML = `<img src="/nowhere" onerror="document.title = 'run'"><p style="position: fixed">x</p>`;
      document.body.append(put);
    });
    await expect.poll(() => violations.length).toBeGreaterThan(1);
    expect(violations.join("\n")).toMatch(/script-src-attr inline/);
    expect(violations.join("\n")).toMatch(/style-src-attr inline/);
    expect(await page.title()).not.toBe("run");
  });
});

test("what the API answers is no page, and nothing of it can be framed or read by another site (ASVS 8.1.1, ASVS 8.2.1, ASVS 14.3.2, 14.3.3, ASVS 14.4.1)", async ({
  request,
}) => {
  for (const path of [
    "/v1/ping/",
    "/api/health",
    "/api/memories",
    "/api/mcp",
    "/v1/nowhere/",
    "/api/openapi.json",
  ]) {
    const headers = (await request.get(path)).headers();
    expect(headers["content-security-policy"], path).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["cross-origin-resource-policy"], path).toBe("same-origin");
    expect(headers["cross-origin-opener-policy"], path).toBe("same-origin");
    expect(headers["x-powered-by"], path).toBeUndefined();
  }
  for (const path of ["/v1/ping/", "/api/memories"]) {
    const headers = (await request.get(path)).headers();
    expect(headers["content-type"], path).toMatch(/^application\/json/);
    expect(headers["cache-control"], path).toContain("no-store");
  }
});

test("what leads on, or is refused, has the headers of every answer", async ({ request }) => {
  const led = await request.get("/memories/", { maxRedirects: 0 });
  expect(led.status()).toBe(308);
  const auth = await request.get("/api/auth/session");
  expect(auth.headers()["cache-control"]).toContain("no-store");
  for (const [name, headers] of [
    ["redirect", led.headers()],
    ["sign-in", (await request.get("/sign-in")).headers()],
    ["auth", auth.headers()],
  ] as const) {
    expect(headers["x-frame-options"], name).toBe("DENY");
    expect(headers["x-content-type-options"], name).toBe("nosniff");
    // One policy: of two, both would hold.
    expect(headers["content-security-policy"]?.match(/default-src/g), name).toHaveLength(1);
  }
});

test("what is too long, too deep, another site's or without a session is refused before it is read", async ({
  page,
}) => {
  await signIn(page);
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const { url } = sharedProduct();
  const send = async (body: string, headers: Record<string, string> = {}) => {
    const init = { method: "POST", headers: { "next-action": "00aa", cookie, ...headers }, body };
    const response = await fetch(`${url}/memories`, init);
    return { status: response.status, code: codeIn(await response.text()) };
  };
  expect(await send("[]", { cookie: "" })).toEqual({ status: 401, code: "not_signed_in" });
  expect(await send("[]", { cookie: "lethe.session=forged" })).toEqual({
    status: 401,
    code: "not_signed_in",
  });
  expect(await send("x".repeat(65 * 1024))).toEqual({ status: 413, code: "too_large" });
  expect(await send("[]", { origin: "https://evil.example" })).toEqual({
    status: 403,
    code: "not_permitted",
  });
  expect(await send("[".repeat(20_000))).toEqual({ status: 400, code: "invalid_input" });
  // An action that there is not: Next's own answer, so that what is refused above was not refused by Next.
  expect(await send("[]", { "next-action": "00".repeat(21) })).toEqual({ status: 409, code: null });

  const key = await createKey("Deep", "admin");
  let filters: unknown = { user_id: "ann" };
  for (let level = 0; level < 2_000; level += 1) filters = { AND: [filters] };
  const deep = await callServer(key, "POST", "/v3/memories/", { filters });
  expect({ status: deep.status, body: deep.body }).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining("nests too deeply") as unknown },
  });

  // 6.8 MB that would be parsed for seconds, while somebody else waits.
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  const answered = new Promise<string>((resolve) =>
    socket.setEncoding("utf8").once("data", (text: string) => resolve(text)),
  );
  const body = `[${'[{"a":1},'.repeat(760_000)}`;
  const head = "Host: lethe\r\nNext-Action: 00aa\r\nContent-Type: text/plain";
  socket.write(`POST /memories HTTP/1.1\r\n${head}\r\nContent-Length: ${body.length}\r\n\r\n`);
  expect(await answered).toMatch(/^HTTP\/1\.1 401 /);
  socket.write(body);
  const startedAt = performance.now();
  expect((await fetch(`${url}/api/health`)).status).toBe(200);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  socket.destroy();
});

test.describe("an address with a filter that cannot be read", () => {
  test("is answered in a sentence, however deep it nests", async ({ page }) => {
    await signIn(page);
    for (const depth of [9, 1_000, 5_000]) {
      const filter = `${'{"not":'.repeat(depth)}{"field":"immutable","operator":"eq","value":true}${"}".repeat(depth)}`;
      for (const path of ["/memories?", "/delete?mode=filter&"]) {
        await page.goto(`${path}filter=${encodeURIComponent(filter)}`);
        await expect(page.getByText("The filter in this link is not valid.")).toBeVisible();
      }
    }
  });
});

test("a selection too long for an action goes up ahead of it, unseen", async ({ page }) => {
  const marker = "courser";
  test.setTimeout(360_000);
  await signIn(page);
  await importMemories(page, marker, 1000);
  const sent: { path: string; bytes: number }[] = [];
  page.on("request", (request) => {
    if (request.method() !== "POST") return;
    sent.push({ path: new URL(request.url()).pathname, bytes: request.postDataBuffer()?.length ?? 0 });
  });
  await page.goto(`${viewOf({ field: "user_id", operator: "eq", value: `${marker}-1` })}&size=200`);
  for (let number = 1; number <= 5; number += 1) {
    await memoriesReady(page);
    await page.getByRole("checkbox", { name: "Select all on this page" }).click();
    const words = `${(number * 200).toLocaleString("en")} selected`;
    await expect(page.getByRole("region", { name: "Selection" }).getByText(words)).toBeVisible();
    if (number < 5) await page.getByRole("button", { name: "Next", exact: true }).click();
  }
  await page.keyboard.press("#");
  const dialog = page.getByRole("dialog", { name: "Delete memories" });
  const button = dialog.getByRole("button", { name: "Delete 1,000 memories" });
  await expect(button).toBeVisible();
  const typed = dialog.getByLabel(/^Type .* to confirm$/);
  if (await typed.isVisible()) await typed.fill("1,000");
  await button.click();
  await expect(page.getByText("Deleted 1,000 memories.")).toBeVisible();
  expect(sent.filter(({ path }) => path === "/api/deletions/drafts")).toHaveLength(1);
  const actions = sent.filter(({ path }) => path === "/memories");
  expect(actions.length).toBeGreaterThanOrEqual(2);
  expect(Math.max(...actions.map(({ bytes }) => bytes))).toBeLessThan(5_000);
});

test("invisible characters in names, tickets and reasons are shown by code point", async ({ page }) => {
  const marker = "ruff";
  await signIn(page);
  await importMemories(page, marker, 3);
  const key = await createKey("Ruff bot", "admin");
  // No form takes such a name any more; one of before is in the table.
  const client = await connectToDatabase();
  await client.query("update api_keys set name = $1 where name = 'Ruff bot'", ["Ruff \u202Etob\u3164"]);
  await client.end();
  const { body } = await callServer(key, "GET", `/v1/memories/?user_id=${marker}-1`);
  const [first] = body as unknown as { id: string }[];
  expect((await callServer(key, "DELETE", `/v1/memories/${first?.id ?? ""}/`)).status).toBe(200);

  await page.goto(`/delete?user_id=${marker}-1`);
  await page
    .getByRole("region", { name: "Preview" })
    .getByRole("button", { name: /^Delete 2/ })
    .click();
  const dialog = page.getByRole("dialog", { name: "Delete memories" });
  await dialog.getByLabel(/^Ticket/).fill("T-\u202E71");
  await dialog.getByLabel(/^Reason/).fill("asked\u200B for");
  await dialog.getByRole("button", { name: /^Delete 2/ }).click();
  await page.waitForURL(/\/history\/[0-9a-f-]{36}$/);
  await expect(page.getByText("T-U+202E71")).toBeVisible();
  await expect(page.getByText("askedU+200B for")).toBeVisible();

  await page.goto("/history");
  const history = page.getByRole("table", { name: "Deletion history" });
  await expect(history.getByText("API key Ruff ⟨U+202E⟩tob⟨U+3164⟩").first()).toBeVisible();
  await expect(history.getByText("T-U+202E71")).toBeVisible();
  await page.goto("/settings/api-keys");
  await expect(page.getByRole("rowheader", { name: "Ruff U+202EtobU+3164" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Revoke the key Ruff ⟨U+202E⟩tob⟨U+3164⟩" })).toBeVisible();
  await page.goto("/ledger");
  const events = page.getByRole("table", { name: "Ledger events" });
  await expect(events.getByText("⟨U+202E⟩tob⟨U+3164⟩").first()).toBeVisible();
  for (const path of ["/history", "/settings/api-keys", "/ledger"]) {
    await page.goto(path);
    expect(await page.getByRole("main").innerText()).not.toMatch(/[\u202E\u200B\u3164]/);
  }
});

const codeIn = (text: string): unknown => {
  try {
    return (JSON.parse(text) as { error?: { code?: unknown } }).error?.code;
  } catch {
    return null;
  }
};
