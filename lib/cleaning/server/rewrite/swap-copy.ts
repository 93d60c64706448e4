import type { Client } from "pg";
import { applyAllChanges, applyChanges } from "./apply-changes";
import { describeTable, requireSame, type TableDescription } from "./describe-table";
import { copyOf, type MemoryTable } from "./memory-tables";
import { inQuietLock, NotYet } from "./quiet-lock";
import type { OnProgress } from "./on-progress";

/**
 * Puts the copy in the place of the original, and drops that one, in one transaction. Statements that wait for the lock read the copy, by its name; so do
 * prepared ones, which Postgres plans anew.
 */
export const swapCopy = async (
  client: Client,
  table: MemoryTable,
  { description, onProgress }: { description: TableDescription; onProgress: OnProgress },
): Promise<void> => {
  let copiedAt = "";
  const prepare = async () => {
    await onProgress("swapping", 0);
    await applyChanges(client, table);
    copiedAt = await readClock(client);
  };
  await inQuietLock(client, { table, mode: "access exclusive", prepare }, async () => {
    if (await hasOlderSnapshots(client, copiedAt)) throw new NotYet();
    await applyAllChanges(client, table);
    requireSame(await describeTable(client, table.name), description);
    for (const { name, definition, enabled } of description.triggers) {
      await client.query(definition.replace("%table%", copyOf(table)));
      const state = triggerStates[enabled];
      if (state !== undefined) await client.query(`alter table ${copyOf(table)} ${state} trigger ${name}`);
    }
    await carryIdentity(client, table);
    requireSame(await describeTable(client, copyOf(table)), description);
    await client.query(`drop table ${table.name}`);
    await client.query("select lethe_place_copy($1)", [table.name]);
  });
};

/** https://www.postgresql.org/docs/current/catalog-pg-trigger.html: "O" is what a new one is. */
const triggerStates: Record<string, string> = { D: "disable", R: "enable replica", A: "enable always" };

/** As text: a Date would lose what is below a millisecond. */
const readClock = async (client: Client): Promise<string> => {
  const { rows } = await client.query<{ now: string }>("select clock_timestamp()::text as now");
  return rows[0]?.now ?? "";
};

/**
 * A transaction that keeps to a snapshot from before the copy was written, and has not touched the table yet, would not see all of its rows. Those that
 * have touched it hold a lock, and then this is never asked. Lethe's own lock it before they take a snapshot (lock-for-snapshot.ts); others that read
 * in one snapshot, such as pg_dump, have no transaction ID. Statements under way that are none of the kind delay the swap a little.
 */
const hasOlderSnapshots = async (client: Client, copiedAt: string): Promise<boolean> => {
  const { rows } = await client.query<{ has: boolean }>(
    `select exists (
      select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and backend_type = 'client backend' and backend_xmin is not null and backend_xid is null
        and xact_start <= $1::timestamptz
    ) as has`,
    [copiedAt],
  );
  return rows[0]?.has === true;
};

const carryIdentity = async (client: Client, table: MemoryTable): Promise<void> => {
  const { rows } = await client.query<{ original: string | null; copy: string | null }>(
    "select pg_get_serial_sequence($1, 'id') as original, pg_get_serial_sequence($2, 'id') as copy",
    [table.name, copyOf(table)],
  );
  const { original, copy } = rows[0] ?? {};
  if (original && copy)
    await client.query(`select setval($1::regclass, last_value, is_called) from ${original}`, [copy]);
};
