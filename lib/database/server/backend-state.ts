import pg from "pg";
import { databaseErrorFrom, isConnectionCode } from "./database-error";

/** A connection as the server sees it: a process id may be given again, a start not. */
export type Backend = { pid: number; startedAt: string };

/** What the server is doing for a connection on which an answer is awaited. */
export type BackendState =
  | "working"
  /** It has answered, or was never asked. */
  | "waits_for_statement"
  /** In the middle of a statement it waits for this side: to send on, or to read. */
  | "waits_within_statement"
  | "gone"
  | "unreachable";

const answerMsMax = 3_000;

/** Asks by a connection of its own; never throws. */
export const stateOfBackend = async (config: pg.ClientConfig, backend: Backend): Promise<BackendState> => {
  const rows = await ask<{ state: string | null; waits: boolean }>(
    config,
    `select state, coalesce(wait_event_type = 'Client', false) as waits
      from pg_stat_activity where pid = $1 and backend_start = $2::timestamptz`,
    [backend.pid, backend.startedAt],
  );
  if (typeof rows === "string") return rows;
  const [row] = rows;
  if (row === undefined) return "gone";
  if (row.state?.startsWith("idle") === true) return "waits_for_statement";
  return row.waits ? "waits_within_statement" : "working";
};

/** Ends it, with its transaction and locks, which nothing on this side will end. Never throws. */
export const endBackend = async (config: pg.ClientConfig, { pid, startedAt }: Backend): Promise<void> => {
  await ask(
    config,
    "select pg_terminate_backend(pid) from pg_stat_activity where pid = $1 and backend_start = $2::timestamptz",
    [pid, startedAt],
  );
};

const ask = async <Row extends pg.QueryResultRow>(
  config: pg.ClientConfig,
  text: string,
  values: unknown[],
): Promise<Row[] | "working" | "unreachable"> => {
  const client = new pg.Client({
    ...config,
    connectionTimeoutMillis: answerMsMax,
    query_timeout: answerMsMax,
    application_name: "lethe watch",
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.query<Row>(text, values)).rows;
  } catch (error) {
    // An answer, if a refusal (too many connections, say): the server is there, and nothing is known against it.
    return isConnectionCode(databaseErrorFrom(error).code) ? "unreachable" : "working";
  } finally {
    // Not waited for: a silent server says no goodbye, and an idle connection holds nothing.
    client.end().catch(() => undefined);
  }
};
