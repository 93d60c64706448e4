import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { useTestDatabase } from "@/testing/test-database";
import { exchanges, type Caller, type Exchange } from "./recordings";
import { startOssReplay, type OssReplay } from "./start-oss-replay";
import type { Faults, Row } from "./types";

/** What the replay does not do, and fails at. */
const notReplayed = new Set([
  // Setting the server up.
  "setup-status-new",
  "register",
  "create-key",
  "me-revoked-key",
  // Searching by anything but an entity.
  "search-bad-operator",
  "search-not",
  // Tests ask for these with credentials of their own.
  "login",
  "login-wrong",
  "refresh",
  "refresh-used",
  "me-refresh-as-access",
]);

const olav = { user_id: "olav" };
const oddRows: Row[] = [
  {
    id: "11111111-1111-4111-8111-111111111111",
    payload: { data: "Spaced id.", user_id: "olav berg", hash: "h", created_at: "2026-01-01T00:00:00+00:00" },
  },
  { id: "22222222-2222-4222-8222-222222222222", payload: null },
  { id: "44444444-4444-4444-8444-444444444444", payload: { data: null, ...olav } },
  { id: "66666666-6666-4666-8666-666666666666", payload: { data: "Number id.", user_id: 42 } },
  { id: "77777777-7777-4777-8777-777777777777", payload: { data: "Rows a boat.", ...olav } },
];

/** What was done to the real server just before some of the exchanges. */
const faultsBefore: Record<string, Partial<Faults>> = {
  "delete-history-locked": { isHistoryLocked: true },
  "get-after-locked": { isHistoryLocked: false },
  "search-model-down": { isModelDown: true },
  "me-database-down": { isDatabaseDown: true, isModelDown: false },
  "login-limited": { isDatabaseDown: false, isLoginLimited: true },
  "get-database-down": { isDatabaseDown: true },
  "me-environment-key": { isDatabaseDown: false },
};

const { url } = useTestDatabase();

describe.each(["in memory", "in Postgres"])(
  "the replay, its memories %s, answers every recorded request as recorded:",
  (place) => {
    let replay: OssReplay;
    let pool: pg.Pool | undefined;
    let tokens: Record<"admin" | "member", string>;
    const idOf = new Map<string, string>();

    beforeAll(async () => {
      if (place === "in Postgres") pool = new pg.Pool({ connectionString: url() });
      replay = await startOssReplay(
        pool === undefined ? {} : { collection: { pool, table: "mem0_memories" } },
      );
      tokens = { admin: await signIn(replay.email), member: await signIn(replay.memberEmail) };
    });
    afterAll(async () => {
      await replay.stop();
      await pool?.end();
    });

    const signIn = async (email: string): Promise<string> => {
      const response = await fetch(`${replay.url}/auth/login`, {
        method: "POST",
        body: JSON.stringify({ email, password: replay.password }),
      });
      return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
    };

    const credentialsOf = (caller: Caller): Record<string, string> => {
      const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
      switch (caller) {
        case "nobody":
          return {};
        case "admin-key":
          return { "x-api-key": replay.apiKey };
        case "environment-key":
          return { "x-api-key": replay.environmentKey };
        case "admin-token":
          return bearer(tokens.admin);
        case "member-token":
          return bearer(tokens.member);
        case "wrong-key":
        case "revoked-key":
          return { "x-api-key": "m0sk_wrong" };
        case "wrong-token":
        case "refresh-as-access":
          return bearer("wrong");
        case "admin-key-and-wrong-token":
          return { "x-api-key": replay.apiKey, ...bearer("wrong") };
      }
    };

    it.each(exchanges.filter(({ name }) => !notReplayed.has(name)))("$step $name", async (exchange) => {
      replay.setFaults(faultsBefore[exchange.name] ?? {});
      if (exchange.name === "odd-list-all") await replay.memories.rows.put(oddRows);
      const { request, response } = renamed(exchange, idOf);
      const answered = await fetch(
        `${replay.url}${request.path}?${new URLSearchParams(request.query).toString()}`,
        {
          method: request.method,
          headers: credentialsOf(request.as),
          ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        },
      );
      const text = await answered.text();
      const body =
        answered.headers.get("content-type")?.includes("json") === true
          ? (JSON.parse(text) as unknown)
          : text;
      // Its own ids take the place of those that the real server gave.
      resultIds(exchange.response.body).forEach((id, at) => {
        const given = resultIds(body)[at];
        if (request.method === "POST" && request.path === "/memories" && given !== undefined)
          idOf.set(id, given);
      });
      expect(answered.status).toBe(response.status);
      expect(answered.headers.get("content-type")).toBe(response.headers["content-type"]);
      expect(comparable(body)).toEqual(comparable(renamed(exchange, idOf).response.body));
    });
  },
);

/** The exchange with the replay's ids. */
const renamed = (exchange: Exchange, idOf: ReadonlyMap<string, string>): Exchange => {
  let text = JSON.stringify(exchange);
  for (const [id, given] of idOf)
    text = text.replaceAll(id, given).replaceAll(id.toUpperCase(), given.toUpperCase());
  // Ids in the place of ids leave the form as it was.
  return JSON.parse(text) as Exchange;
};

const resultsSchema = z.object({ results: z.array(z.object({ id: z.string() })) });
const resultIds = (body: unknown): string[] =>
  resultsSchema.safeParse(body).data?.results.map(({ id }) => id) ?? [];

/** Without what differs from run to run: instants, scores, ids of requests and of history rows, the database, the order of a list. */
const comparable = (body: unknown): unknown => {
  if (Array.isArray(body))
    return body.map(comparable).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  if (typeof body === "string") return body.replace(/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|\+00:00)$/, "<instant>");
  if (typeof body !== "object" || body === null) return body;
  return Object.fromEntries(
    Object.entries(body)
      .filter(
        ([key]) =>
          !["score", "request_id", "collection_name", "dbname"].includes(key) &&
          !(key === "id" && "memory_id" in body),
      )
      .map(([key, value]) => [key, comparable(value)]),
  );
};
