import { sql, type SQL } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import type pg from "pg";
import type { Database } from "@/lib/database/server/database";
import { databaseErrorFrom } from "@/lib/database/server/database-error";
import { WatchedClient } from "@/lib/database/server/watched-client";
import { setLocally } from "@/lib/database/server/set-locally";
import type { MemoryExport, OpenExportInput } from "@/lib/stores/types";
import { memories } from "@/drizzle/schema/memories";
import { matchSelection } from "../sql/match-selection";
import { lockForSnapshot } from "../sql/lock-for-snapshot";
import { isoOf } from "../sql/sql-values";

const linesPerFetch = 500;
/** Longer ones are fetched alone, so that what is held stays bounded: a memory can be a megabyte long. */
const lineBytesMax = 65_536;
/** A reader who takes nothing for so long gives the export up: its snapshot keeps deleted memories on the disk. */
const idleSecondsMax = 60;

/**
 * Opens a server-side cursor on what a selection takes, in one snapshot, on a connection of its own: an export lasts as long
 * as its reader reads, and the pool's connections are for those who wait. Not sorted, since texts that are sorted are
 * written to temporary files.
 */
export const openExport = async (database: Database, input: OpenExportInput): Promise<MemoryExport> => {
  const { signal } = input;
  signal?.throwIfAborted();
  const client = new WatchedClient(database.$client.options);
  const close = closerOf(client);
  const onAbort = () => void close();
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    await client.connect().catch((error: unknown) => {
      throw databaseErrorFrom(error);
    });
    const connection = drizzle(client);
    const count = await begin(connection, input);
    return {
      count,
      unreadableCount: 0,
      lines: linesOf(connection),
      close: () => {
        signal?.removeEventListener("abort", onAbort);
        return close();
      },
    };
  } catch (error) {
    signal?.removeEventListener("abort", onAbort);
    await close();
    throw error;
  }
};

/** Ends the connection, and with it the transaction, once. */
const closerOf = (client: pg.Client): (() => Promise<void>) => {
  let closing: Promise<void> | undefined;
  return () => (closing ??= client.end().catch(() => undefined));
};

/** Counts first, in the snapshot that the cursor then reads. */
const begin = async (connection: NodePgDatabase, input: OpenExportInput): Promise<number> => {
  const matches = matchSelection(input.selection, input);
  await connection.execute(sql`begin isolation level repeatable read read only`);
  await lockForSnapshot(connection);
  await setLocally(connection, { idle_in_transaction_session_timeout: `${idleSecondsMax}s` });
  const { rows } = await connection.execute<{ count: string }>(
    sql`select count(*) as count from ${memories} where ${matches}`,
  );
  // "offset 0" has each line made once, though it is asked for twice.
  await connection.execute(sql`
    declare exported no scroll cursor for
    select id, case when octet_length(line) <= ${sql.raw(String(lineBytesMax))} then line end as line
    from (select ${memories.id}, ${lineOf} as line from ${memories} where ${matches} offset 0) as made`);
  return Number(rows[0]?.count);
};

/**
 * Made by the database: numbers in metadata keep every digit, which JavaScript's would lose. Feedback is in it where there is some;
 * imports do not take it, and say so. Key by key, as a row that came from other nodes has lost the names of its columns.
 */
const said: SQL = sql`json_build_object(
  'id', ${memories.id}, 'memory', ${memories.memory}, 'user_id', ${memories.userId}, 'agent_id', ${memories.agentId},
  'app_id', ${memories.appId}, 'run_id', ${memories.runId}, 'metadata', ${memories.metadata},
  'categories', ${memories.categories}, 'immutable', ${memories.immutable},
  'expiration_date', ${memories.expirationDate}, 'replaced_by', ${memories.supersededBy},
  'created_at', ${isoOf(sql`${memories.createdAt}`)}, 'updated_at', ${isoOf(sql`${memories.updatedAt}`)})::text`;

const lineOf: SQL = sql`
  case when ${memories.feedback} is null and ${memories.feedbackReason} is null then ${said}
    else left(${said}, -1) || ', ' || substr(json_build_object(
      'feedback', ${memories.feedback}, 'feedback_reason', ${memories.feedbackReason})::text, 2) end`;

async function* linesOf(connection: NodePgDatabase): AsyncGenerator<string> {
  for (;;) {
    const { rows } = await connection.execute<{ id: string; line: string | null }>(
      sql`fetch ${sql.raw(String(linesPerFetch))} from exported`,
    );
    if (rows.length === 0) return;
    for (const { id, line } of rows) yield line ?? (await longLine(connection, id));
  }
}

const longLine = async (connection: NodePgDatabase, id: string): Promise<string> => {
  const { rows } = await connection.execute<{ line: string }>(
    sql`select ${lineOf} as line from ${memories} where ${memories.id} = ${id}::uuid`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error("A memory of this snapshot is gone.");
  return row.line;
};
