import { once } from "node:events";
import { request as startRequest, type IncomingMessage } from "node:http";
import { startProductForTests, type RunningProduct } from "@/testing/product/start-product-for-tests";
import { createKeyIn } from "./api-key";
import { admin, expect, expectAccessible, test } from "./console";

// Clients are addresses of this machine: 127.0.0.0/8 is all of it. One of them is a proxy.
const proxy = "127.0.0.9";
let product: RunningProduct;
let port: string;
/** The cookie of a session of the admin's. */
let session: string;

test.beforeAll(async () => {
  product = await startProductForTests({
    env: {
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
      HOST: "127.0.0.1",
      LETHE_TRUSTED_PROXIES: proxy,
    },
  });
  ({ port } = new URL(product.url));
  // Before anything is guessed: afterwards only a known browser would be let in at once.
  const { status, cookies } = await signInFrom("127.0.0.10", { password: admin.password });
  expect(status).toBe(200);
  session = cookies.filter((cookie) => sessionCookie.test(cookie)).join("; ");
});
test.afterAll(() => product.stop());

type Asked = { from: string; method?: string; headers?: Record<string, string>; body?: string };
type Answer = { status: number; cookies: string[]; retryAfter: string | undefined; text: string };

const respond = async (path: string, { from, method = "GET", headers = {}, body }: Asked) => {
  const asked = startRequest({
    host: "127.0.0.1",
    port,
    path,
    method,
    headers,
    localAddress: from,
    agent: false,
  });
  asked.end(body);
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  return { asked, response };
};
const ask = async (path: string, asked: Asked): Promise<Answer> => {
  const { response } = await respond(path, asked);
  let text = "";
  for await (const piece of response.setEncoding("utf8")) text += piece as string;
  return {
    status: response.statusCode ?? 0,
    cookies: (response.headers["set-cookie"] ?? []).map((cookie) => cookie.split(";")[0] ?? ""),
    retryAfter: response.headers["retry-after"],
    text,
  };
};

let csrf: Promise<{ token: string; cookie: string }> | undefined;
const csrfOf = async () => {
  const { text, cookies } = await ask("/api/auth/csrf", { from: "127.0.0.1" });
  return { token: (JSON.parse(text) as { csrfToken: string }).csrfToken, cookie: cookies[0] ?? "" };
};
/** As the sign-in form does it. 200: signed in; 401: looked at, and wrong; 429: not looked at. */
const signInFrom = async (
  from: string,
  given: { email?: string; password?: string; cookies?: string[] },
): Promise<Answer> => {
  const { token, cookie } = await (csrf ??= csrfOf());
  const { email = admin.email, password = "not the password", cookies = [] } = given;
  return ask("/api/auth/callback/credentials", {
    from,
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      origin: product.url,
      cookie: [cookie, ...cookies].join("; "),
    },
    body: new URLSearchParams({ csrfToken: token, email, password, json: "true" }).toString(),
  });
};
const countOf = (answers: Answer[], status: number) =>
  answers.filter((each) => each.status === status).length;
const sessionCookie = /^(?:__Host-)?lethe\.session=./;
const deviceCookie = /^(?:__Host-)?lethe\.device=./;

test.describe("in a browser", () => {
  // The refusals, answers of 401 and 429, are in its console.
  test.use({ expectedErrors: [/401|429/] });

  test("the form says when to try again, and Settings → Security what happened", async ({ page }) => {
    await signInFrom("127.0.0.60", {});
    for (let count = 0; count < 10; count++) await signInFrom("127.0.0.1", { email: "who@example.com" });
    await page.goto(`http://127.0.0.1:${port}/sign-in`);
    const signIn = async (email: string, password: string) => {
      await page.getByLabel("Email").fill(email);
      await page.getByRole("textbox", { name: "Password" }).fill(password);
      await page.getByRole("button", { name: "Sign in" }).click();
    };
    await signIn("who@example.com", "not the password");
    await expect(
      page
        .getByRole("alert")
        .filter({ hasText: /Too many attempts to sign in\. Try again in \d+ minutes\./ }),
    ).toBeVisible();

    const [name = "", value = ""] = session.split("=");
    await page.context().addCookies([{ name, value, url: `http://127.0.0.1:${port}` }]);
    await page.goto(`http://127.0.0.1:${port}/settings/security`);
    const table = page.getByRole("table", { name: "Security events" });
    await expect(table.getByRole("row").filter({ hasText: "Signed in" }).first()).toBeVisible();
    await page.getByRole("link", { name: "Failed sign-ins" }).click();
    const wrong = table.getByRole("row").filter({ hasText: "127.0.0.60" });
    await expect(wrong).toContainText("Wrong password at sign-in");
    await expect(wrong).toContainText(admin.email);
    const limited = table.getByRole("row").filter({ hasText: "Too many sign-in attempts" });
    await expect(limited).toContainText("127.0.0.1");
    await expect(limited).not.toContainText("who@example.com");
    await expect(table.getByText("Signed in", { exact: true })).toHaveCount(0);
    await expectAccessible(page);
  });
});

test("guesses are counted before they are looked at, and shut out no one who is known", async () => {
  const known = await signInFrom("127.0.0.20", { password: admin.password });
  expect(known.status).toBe(200);
  const device = known.cookies.filter((cookie) => deviceCookie.test(cookie));
  expect(device).toHaveLength(1);

  const guesses = await Promise.all(Array.from({ length: 150 }, () => signInFrom("127.0.0.21", {})));
  expect(countOf(guesses, 401)).toBeLessThanOrEqual(10);
  expect(countOf(guesses, 401) + countOf(guesses, 429)).toBe(150);

  const sprayed: number[] = [];
  for (let index = 0; index < 60; index++) {
    sprayed.push((await signInFrom("127.0.0.22", { email: `person-${index}@example.com` })).status);
  }
  expect(sprayed).toEqual([...Array<number>(30).fill(401), ...Array<number>(30).fill(429)]);

  // From many addresses: a stranger waits for less than a minute, and the known browser not at all.
  for (let index = 0; index < 50; index++) await signInFrom(`127.0.3.${index + 1}`, {});
  const stranger = await signInFrom("127.0.0.23", { password: admin.password });
  expect(stranger.status).toBe(429);
  expect(Number(stranger.retryAfter)).toBeLessThanOrEqual(45);
  const again = await signInFrom("127.0.0.21", { password: admin.password, cookies: device });
  expect(again.status).toBe(200);
  expect(again.cookies.some((cookie) => sessionCookie.test(cookie))).toBe(true);
});

test("a member's page answers while a hundred people sign in", async () => {
  const times: number[] = [];
  const signIns = Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      signInFrom(`127.0.4.${index + 1}`, { email: `other-${index}@example.com` }),
    ),
  );
  const isOver = () => Promise.race([signIns.then(() => true), Promise.resolve(false)]);
  do {
    const startedAt = performance.now();
    const { status } = await ask("/api/memories?limit=10", {
      from: "127.0.0.30",
      headers: { cookie: session },
    });
    expect(status).toBe(200);
    times.push(performance.now() - startedAt);
    // Fewer than a member may make in a minute.
  } while (times.length < 300 && !(await isOver()));
  const statuses = new Set((await signIns).map(({ status }) => status));
  expect([...statuses].every((status) => status === 401 || status === 429)).toBe(true);
  expect(times.sort((a, b) => a - b)[Math.floor(times.length / 2)]).toBeLessThan(1_000);
});

test("what a client says of its address does not count, and what a trusted proxy says does", async () => {
  const guess = (from: string, client: string) =>
    ask("/v1/ping/", { from, headers: { authorization: "Token m0-wrong", "x-forwarded-for": client } });
  const forged: number[] = [];
  for (let index = 0; index < 80; index++)
    forged.push((await guess("127.0.0.40", `198.51.100.${index}`)).status);
  expect(forged.filter((status) => status === 401)).toHaveLength(60);
  expect(forged.at(-1)).toBe(429);
  for (let index = 0; index < 80; index++) {
    expect((await guess(proxy, `203.0.113.${index}`)).status).toBe(401);
  }

  const key = await createKeyIn(product.dataDir, "pages", "viewer");
  const nextFrom = async (from: string) => {
    const headers = { authorization: `Token ${key}`, "x-forwarded-host": "memories.example.com" };
    const { text } = await ask("/v3/memories/?page_size=1", {
      from,
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ filters: { user_id: "*" } }),
    });
    return (JSON.parse(text) as { next: string }).next;
  };
  expect(new URL(await nextFrom("127.0.0.41")).host).toBe(`127.0.0.1:${port}`);
  expect(new URL(await nextFrom(proxy)).host).toBe("memories.example.com");
});

test("a member has twenty event streams", async () => {
  const open = await Promise.all(
    Array.from({ length: 25 }, () =>
      respond("/api/events", { from: "127.0.0.50", headers: { cookie: session } }),
    ),
  );
  const statuses = open.map(({ response }) => response.statusCode);
  for (const { asked } of open) asked.destroy();
  expect(statuses.filter((status) => status === 200)).toHaveLength(20);
  expect(statuses.filter((status) => status === 429)).toHaveLength(5);
});
