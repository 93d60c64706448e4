import { request as send, type RequestOptions } from "node:http";
import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { expect, request, test, type APIRequestContext } from "playwright/test";
import { roles, type Role } from "@/lib/access/permissions";
import { hashPassword } from "@/lib/members/server/password";
import { operationsWith } from "@/lib/mem0-api/server/operations";
import {
  actionAccess,
  operationAccess,
  pageAccess,
  rolesLetIn,
  routeAccess,
  routesOfOthers,
  toolAccess,
  type Access,
} from "@/testing/matrix/expectations";
import { foundActions, foundPages, foundRoutes } from "@/testing/matrix/ways-in";
import { createKey } from "./api-key";
import { connectToDatabase } from "./database";
import { sharedProduct } from "./shared-product";

// Each role, and who has none, at each page, route, action, operation and tool of the running product. What there is, is found by
// walking the code, and what each role gets is in testing/matrix/expectations.ts, which is made of the table of permissions.

const columns = [...roles, "anonymous"] as const;
type Column = (typeof columns)[number];
const password = "six patient egrets fish";
const someId = "00000000-0000-4000-8000-000000000000";

const sessions = {} as Record<Column, APIRequestContext>;
const keys = {} as Record<Role, string>;

test.beforeAll(async () => {
  test.setTimeout(360_000);
  const { url } = sharedProduct();
  const database = await connectToDatabase();
  const passwordHash = await hashPassword(password);
  const marker = randomBytes(3).toString("hex");
  for (const role of roles) {
    const email = `matrix-${role}-${marker}@example.com`;
    await database.query(
      "insert into members (id, email, role, password_hash, created_at) values ($1, $2, $3, $4, now())",
      [randomUUID(), email, role, passwordHash],
    );
    const session = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
    const { csrfToken } = (await (await session.get("/api/auth/csrf")).json()) as { csrfToken: string };
    const form = { csrfToken, email, password, json: "true" };
    const answer = await session.post("/api/auth/callback/credentials", { form });
    expect(answer.status(), await answer.text()).toBe(200);
    sessions[role] = session;
    keys[role] = await createKey(`matrix ${role} ${marker}`, role);
  }
  await database.end();
  sessions.anonymous = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
});
test.afterAll(async () => {
  await Promise.all(Object.values(sessions).map((session) => session.dispose()));
  // Other specs count the admins.
  const database = await connectToDatabase();
  await database.query("update members set disabled_at = now() where email like 'matrix-%'");
  await database.end();
});

const addressOf = (pattern: string): string => pattern.replace(/\[[a-z]+\]/g, someId);

const isLetIn = (access: Access, column: Column): boolean =>
  column === "anonymous" ? access === "anyone" : rolesLetIn(access).includes(column);

/** What differs from the expectations, in lines that say which role was let in or kept out. */
const differences = async (
  rows: readonly { name: string; access: Access | undefined }[],
  ask: (name: string, column: Column) => Promise<boolean>,
): Promise<string[]> => {
  const found: string[] = [];
  for (const { name, access } of rows) {
    if (access === undefined) {
      found.push(`${name}: has no row in testing/matrix/expectations.ts`);
      continue;
    }
    for (const column of columns) {
      const isIn = await ask(name, column);
      if (isIn !== isLetIn(access, column))
        found.push(`${name}: ${column} was ${isIn ? "let in" : "kept out"}`);
    }
  }
  return found;
};

test("pages (ASVS 4.1.1, 4.1.2)", async () => {
  const rows = foundPages().map((name) => ({ name, access: pageAccess[name] }));
  const found = await differences(rows, async (name, column) => {
    const answer = await sessions[column].get(addressOf(name), { maxRedirects: 0 });
    const location = answer.headers()["location"] ?? "";
    // Where a page that anyone sees leads is no refusal of its own.
    if (pageAccess[name] !== "anyone" && /\/sign-in/.test(location)) return false;
    const text = await answer.text();
    expect(answer.status(), `${name} ${column}`).toBeLessThan(500);
    return !/Your role is/.test(text) && !/NEXT_REDIRECT;replace;\/sign-in/.test(text);
  });
  expect(found).toEqual([]);
});

test("routes (ASVS 13.1.4)", async () => {
  const routes = foundRoutes(routesOfOthers);
  const rows = routes.map((name) => ({ name, access: routeAccess[name] }));
  const found = await differences(rows, async (name, column) => {
    const [method = "", pattern = ""] = name.split(" ");
    const status = await statusOf(column, method, addressOf(pattern));
    expect(status, `${name} ${column}`).toBeLessThan(500);
    return status !== 401 && status !== 403;
  });
  expect(found).toEqual([]);
});

/** Of the head of the answer: some answers are streams without an end. */
const statusOf = async (column: Column, method: string, address: string): Promise<number> => {
  const { url } = sharedProduct();
  const { cookies } = await sessions[column].storageState();
  const controller = new AbortController();
  const { status } = await fetch(`${url}${address}`, {
    method,
    redirect: "manual",
    signal: controller.signal,
    headers: {
      cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
      origin: url,
      ...(method === "POST" ? { "content-type": "application/json" } : {}),
    },
    ...(method === "POST" ? { body: "{}" } : {}),
  });
  controller.abort();
  return status;
};

type Manifest = {
  node: Record<string, { exportedName?: string; filename?: string; workers: Record<string, unknown> }>;
};

test("actions (ASVS 4.1.3)", async () => {
  const names = foundActions();
  const manifest = JSON.parse(readFileSync(manifestPath(), "utf8")) as Manifest;
  const built = new Map(
    Object.entries(manifest.node).flatMap(([id, { exportedName, workers }]) => {
      // A route is built with what it imports, and runs no action.
      const page = Object.keys(workers).find((worker) => worker.endsWith("/page"));
      return page === undefined ? [] : [[exportedName, { id, page }] as const];
    }),
  );
  // Sessions end with it.
  const last = "signOutEverywhereAction";
  // What no page uses is not in the build, and cannot be called.
  const offered = names.filter((name) => built.has(name));
  expect(offered.length).toBeGreaterThan(names.length / 2);
  const rows = [...offered.filter((name) => name !== last), ...offered.filter((name) => name === last)].map(
    (name) => ({ name, access: actionAccess[name] }),
  );
  const rowless = names.filter((name) => actionAccess[name] === undefined);
  expect(rowless, "actions without a row in testing/matrix/expectations.ts").toEqual([]);
  const found = await differences(rows, async (name, column) => {
    const action = built.get(name);
    if (action === undefined) throw new Error(`${name} is no action of the build.`);
    const answer = await sessions[column].post(pageOf(action.page), {
      headers: {
        "next-action": action.id,
        "content-type": "text/plain;charset=UTF-8",
        accept: "text/x-component",
      },
      data: JSON.stringify([{}]),
      maxRedirects: 0,
    });
    const text = await answer.text();
    if ([401, 403].includes(answer.status()) || /"code":"(not_permitted|not_signed_in)"/.test(text))
      return false;
    expect(answer.status(), `${name} ${column}: ${text.slice(0, 300)}`).toBe(200);
    // It came as far as its input.
    expect(text, `${name} ${column}`).toMatch(/"(validationErrors|serverError|data)"/);
    return true;
  });
  expect(found).toEqual([]);
});

const manifestPath = (): string => ".next/server/server-reference-manifest.json";

/** "app/(console)/history/[id]/page" as an address. */
const pageOf = (worker: string): string =>
  addressOf(
    `/${worker
      .replace(/^app\//, "")
      .replace(/\/?page$/, "")
      .split("/")
      .filter((part) => !/^\(.*\)$/.test(part))
      .join("/")}`,
  );

/**
 * What a request without a key is answered. From an address of its own where this machine has one, as so many of them shut the
 * address out for a minute, with the keys that other specs have just made.
 */
const statusWithoutKey = async (url: string, method: string, body = ""): Promise<number> => {
  const ask = (options: RequestOptions) =>
    new Promise<number>((resolve, reject) => {
      send(url, { method, agent: false, ...options }, (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode ?? 0));
      })
        .on("error", reject)
        .end(body);
    });
  return ask({ localAddress: "127.0.0.2" }).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "EADDRNOTAVAIL") return ask({});
    throw error;
  });
};

test("operations of Mem0's API (ASVS 4.1.5)", async () => {
  const operations = operationsWith({ chat: () => null, embedding: () => null, onFailure: () => undefined });
  const names = operations.map(({ id }) => id);
  const rows = names.map((name) => ({ name, access: operationAccess[name] }));
  const { url } = sharedProduct();
  const found = await differences(rows, async (name, column) => {
    const operation = operations.find(({ id }) => id === name);
    if (operation === undefined) throw new Error(`There is no ${name}.`);
    const address = operation.path
      .replace("{entity_type}", "user")
      .replace("{entity_id}", "matrix-nobody")
      .replace("{project_id}", "lethe")
      .replace(/\{[a-z_]+\}/, someId);
    const { method } = operation;
    const status =
      column === "anonymous"
        ? await statusWithoutKey(`${url}${address}`, method)
        : (await fetch(`${url}${address}`, { method, headers: { authorization: `Token ${keys[column]}` } }))
            .status;
    const failure = operation.whyNot === undefined ? 500 : 502;
    expect(status, `${name} ${column}`).toBeLessThan(failure);
    expect(status !== 401 || column === "anonymous", `${name} ${column}`).toBe(true);
    // So many requests without a key are told to wait.
    return status !== 401 && status !== 403 && !(status === 429 && column === "anonymous");
  });
  expect(found).toEqual([]);
});

test("tools for agents", async () => {
  const { url } = sharedProduct();
  const clients = new Map<Column, Client>();
  for (const role of roles) {
    const client = new Client({ name: "matrix", version: "1" });
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${url}/api/mcp`), {
        requestInit: { headers: { authorization: `Bearer ${keys[role]}` } },
      }),
    );
    clients.set(role, client);
  }
  const { tools } = (await clients.get("viewer")?.listTools()) ?? { tools: [] };
  const names = tools.map(({ name }) => name);
  const rows = names.map((name) => ({ name, access: toolAccess[name]?.access }));
  const found = await differences(rows, async (name, column) => {
    const client = clients.get(column);
    if (client === undefined) {
      const status = await statusWithoutKey(`${url}/api/mcp`, "POST", "{}");
      // So many requests without a key are told to wait.
      return status !== 401 && status !== 429;
    }
    const { content, isError } = await client.callTool({ name, arguments: toolAccess[name]?.given ?? {} });
    const text = JSON.stringify(content);
    expect(text, `${name} ${column}`).not.toMatch(/validation error/i);
    return !(isError === true && /does not allow/.test(text));
  });
  expect(found).toEqual([]);
  await Promise.all([...clients.values()].map((client) => client.close()));
});
