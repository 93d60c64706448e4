import type { Client } from "pg";
import { applyChanges } from "./apply-changes";
import { copyRows } from "./copy-rows";
import { describeTable, type TableDescription } from "./describe-table";
import { copyOf, copiesSchema, type MemoryTable } from "./memory-tables";
import { beginNoting, dropLeftovers } from "./note-changes";
import type { OnProgress } from "./on-progress";
import { inQuietLock } from "./quiet-lock";
import { requireNoDependents } from "./require-no-dependents";
import { swapCopy } from "./swap-copy";

/**
 * Writes a table and its indexes anew, in files that hold nothing but what is in it now, and drops the old files. Others read and
 * write meanwhile: what they change is noted by its id and copied again. The original is locked for an instant only, twice. `onNoting` is called once changes are
 * noted: what was deleted before is in nothing that this writes. Throws CleanError; leaves leftovers then, for `dropLeftovers`.
 */
export const rewriteTable = async (
  client: Client,
  table: MemoryTable,
  { onNoting, onProgress }: { onNoting: () => Promise<void>; onProgress: OnProgress },
): Promise<void> => {
  await requireNoDependents(client, table);
  await inQuietLock(client, { table, mode: "share row exclusive" }, async () => {
    for (const statement of beginNoting(table)) await client.query(statement);
  });
  await onNoting();
  const description = await describeTable(client, table.name);
  await makeEmptyCopy(client, table, description);
  await copyRows(client, table, onProgress);
  await applyChanges(client, table);
  await makeIndexes(client, table, { description, onProgress });
  await applyChanges(client, table);
  // What the planner knows of it, and which pages all may see.
  await client.query(`vacuum (analyze) ${copyOf(table)}`);
  await onProgress("swapping", 0);
  await swapCopy(client, table, { description, onProgress });
  await dropLeftovers(client, table);
};

const makeEmptyCopy = async (
  client: Client,
  table: MemoryTable,
  { constraints, settings, options }: TableDescription,
): Promise<void> => {
  const copy = copyOf(table);
  await client.query("begin");
  await client.query(`create table ${copy} (like ${table.name} including all excluding indexes)`);
  if (options.length > 0) await client.query(`alter table ${copy} set (${options.join(", ")})`);
  // The primary key at once: a row that moves while it is copied is met twice.
  for (const { name, definition } of constraints)
    await client.query(`alter table ${copy} add constraint ${name} ${definition}`);
  for (const statement of settings) await client.query(statement.replace("%table%", copy));
  await client.query("commit");
};

/** The larger indexes take minutes of a core each, and are made one by one by one process: others go on using the other cores. */
const makeIndexes = async (
  client: Client,
  table: MemoryTable,
  { description, onProgress }: { description: TableDescription; onProgress: OnProgress },
): Promise<void> => {
  await client.query("set max_parallel_maintenance_workers = 0");
  for (const { name, definition } of description.indexes) {
    await onProgress("indexing", 0);
    await client.query(definition.replace("%table%", copyOf(table)));
    const { rows } = await client.query<{ bytes: string }>(
      `select pg_relation_size(format('%I.%I', $1::text, $2::text)::regclass) as bytes`,
      [copiesSchema, name],
    );
    await onProgress("indexing", Number(rows[0]?.bytes ?? 0));
  }
};
