import type { Client } from "pg";
import { changesOf, copiesSchema, type MemoryTable } from "./memory-tables";

/** While a copy is made: triggers that note the ids of what is changed in the original. */
export const notingTriggers = [
  "lethe_note_added",
  "lethe_note_changed",
  "lethe_note_moved",
  "lethe_note_removed",
  "lethe_note_emptied",
];

/**
 * The statements by which, from then on, every change of a table is noted in the transaction that makes it: by ids alone, once a
 * statement. An id of null: the table was emptied at a stroke. To be run in one transaction: creating a trigger waits for those who write, and who
 * write afterwards write it down.
 */
export const beginNoting = (table: MemoryTable): string[] => {
  const changes = changesOf(table);
  const note = `${copiesSchema}.note_${table.name}`;
  const each = (name: string, event: string, rows: string) =>
    `create trigger ${name} after ${event} on ${table.name} ${rows} for each statement execute function ${note}()`;
  return [
    `create table ${changes} (seq bigint generated always as identity, id ${table.key})`,
    // By its owner's rights: who may write memories need not know of copies.
    `create function ${note}() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
      begin
        if tg_op = 'TRUNCATE' then insert into ${changes} (id) values (null);
        else insert into ${changes} (id) select id from noted;
        end if;
        return null;
      end $$`,
    each("lethe_note_added", "insert", "referencing new table as noted"),
    each("lethe_note_changed", "update", "referencing old table as noted"),
    // An id can be changed as well.
    each("lethe_note_moved", "update", "referencing new table as noted"),
    each("lethe_note_removed", "delete", "referencing old table as noted"),
    each("lethe_note_emptied", "truncate", ""),
  ];
};

/** What a clean that was ended has left. Locks the table, against writers too, for an instant. */
export const dropLeftovers = async (client: Client, table: MemoryTable): Promise<void> => {
  for (const trigger of notingTriggers)
    await client.query(`drop trigger if exists ${trigger} on ${table.name}`);
  await client.query(`drop function if exists ${copiesSchema}.note_${table.name}()`);
  await client.query(`drop table if exists ${changesOf(table)}, ${copiesSchema}.${table.name}`);
};

/** Whether there is something to drop; asked first, as dropping takes locks even when there is nothing. */
export const hasLeftovers = async (client: Client, table: MemoryTable): Promise<boolean> => {
  const { rows } = await client.query<{ has: boolean }>(
    `select to_regclass($1) is not null or to_regclass($2) is not null or exists (
      select from pg_trigger where tgrelid = $3::regclass and tgname = any($4)
    ) or to_regproc($5) is not null as has`,
    [
      changesOf(table),
      `${copiesSchema}.${table.name}`,
      table.name,
      notingTriggers,
      `${copiesSchema}.note_${table.name}`,
    ],
  );
  return rows[0]?.has === true;
};
