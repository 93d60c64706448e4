import type { IncomingMessage, ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import { startTestServer, type TestServer } from "@/testing/test-server";
import { parseExact } from "@/lib/json/parse-exact";
import { writeExact } from "@/lib/json/write-exact";
import { Accounts } from "./accounts";
import { answerRequest } from "./answer-request";
import { ReplayedMemories } from "./replayed-memories";
import { rowsInMemory, rowsInPostgres } from "./rows";
import { noFaults, type Configured, type Faults, type LoggedRequest } from "./types";

export type OssReplayOptions = {
  /** 0 or absent: a free one. */
  port?: number;
  /** Keeps the memories in this table, as the server does; in memory when absent. */
  collection?: { pool: Pool; table: string };
  now?: () => Date;
};

export type OssReplay = TestServer & {
  /** Of the admin, as made in the server's dashboard. */
  apiKey: string;
  /** What the server's own environment may hold. */
  environmentKey: string;
  email: string;
  /** Of a user without the admin's role, with the same password. */
  memberEmail: string;
  password: string;
  /** Its memories, history and chat turns as they are, not as the answers say. */
  memories: ReplayedMemories;
  /** Every request so far, oldest first. */
  requests: readonly LoggedRequest[];
  setFaults: (faults: Partial<Faults>) => void;
  /** Access tokens stop working, as after thirty minutes. */
  expireTokens: () => void;
};

const configurationOf = async ({
  pool,
  table,
}: NonNullable<OssReplayOptions["collection"]>): Promise<Configured> => {
  const { rows } = await pool.query<{ dbname: string }>("select current_database() as dbname");
  return { collection_name: table, ...rows[0] };
};

/**
 * Starts a server on 127.0.0.1 that answers as Mem0's open-source server did when it was recorded
 * (testing/oss-recordings). Errors and plain answers are the recorded ones; lists, single memories, histories, entities
 * and searches are worked out from its state, by rules that oss-replay.test.ts holds against every recording. What was not
 * recorded it does not make up: it fails.
 */
export const startOssReplay = async (options: OssReplayOptions = {}): Promise<OssReplay> => {
  const { port = 0, collection, now = () => new Date() } = options;
  const rows =
    collection === undefined ? rowsInMemory() : await rowsInPostgres(collection.pool, collection.table);
  const configured = collection === undefined ? {} : await configurationOf(collection);
  const memories = new ReplayedMemories(rows, now);
  const accounts = new Accounts();
  const requests: LoggedRequest[] = [];
  const faults = { ...noFaults };

  const handle = async (
    request: IncomingMessage,
    response: ServerResponse,
    signal: AbortSignal,
  ): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const text = await readText(request);
    const { method = "GET", headers } = request;
    const query = Object.fromEntries(url.searchParams);
    requests.push({ method, path: url.pathname, query });
    if (faults.latencyMs > 0) await delay(faults.latencyMs, undefined, { signal });
    if (faults.silentAfter === 0) return void response.destroy();
    if (faults.silentAfter !== null) faults.silentAfter--;
    const answer = await answerRequest(accounts, memories, faults, {
      method,
      path: url.pathname,
      query,
      body: text === "" ? undefined : parseExact(text),
      authorization: headers.authorization,
      apiKey: headers["x-api-key"]?.toString(),
      configured,
    });
    const isPlain = typeof answer.body === "string";
    response.writeHead(answer.status, answer.headers);
    response.end(isPlain ? answer.body : writeExact(answer.body));
  };

  const { apiKey, environmentKey, email, memberEmail, password } = accounts;
  const server = await startTestServer({ port, handle });

  return {
    ...server,
    ...{ apiKey, environmentKey, email, memberEmail, password },
    memories,
    requests,
    setFaults: (changed) => void Object.assign(faults, changed),
    expireTokens: () => accounts.expireTokens(),
  };
};
