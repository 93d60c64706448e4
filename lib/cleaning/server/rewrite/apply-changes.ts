import type { Client } from "pg";
import { inTransaction } from "./in-transaction";
import { changesOf, copyOf, type MemoryTable } from "./memory-tables";
import { CleanError } from "@/lib/cleaning/types";
import { writtenColumns } from "./written-columns";

const idsPerTurn = 5_000;
/** So few are left to be copied under the lock. */
const fewMax = 200;
const turnsMax = 10_000;

/** Brings a copy up to what was noted, until little is left. Throws CleanError when more is changed than can be followed. */
export const applyChanges = async (client: Client, table: MemoryTable): Promise<void> => {
  for (let turn = 0; turn < turnsMax; turn++) {
    const count = await inTransaction(client, () => applySome(client, table));
    if (count <= fewMax) return;
  }
  throw new CleanError("in_use");
};

/** Under the lock of the original, when no more can come. */
export const applyAllChanges = async (client: Client, table: MemoryTable): Promise<void> => {
  while ((await applySome(client, table)) > 0);
};

/**
 * Copies again what some of the notes name, or takes it out, and answers how many notes that were. In statements of their own: a later one
 * sees at least what the first has seen, and what it sees beyond that is noted again.
 */
const applySome = async (client: Client, table: MemoryTable): Promise<number> => {
  const { rows } = await client.query<{ count: string; ids: string[]; is_emptied: boolean }>(
    `with taken as (
        delete from ${changesOf(table)} where ctid = any(array(select ctid from ${changesOf(table)} limit ${idsPerTurn}))
        returning id
      )
      select count(*) as count, coalesce(bool_or(id is null), false) as is_emptied,
        coalesce(array_agg(distinct id::text) filter (where id is not null), '{}') as ids from taken`,
  );
  const [taken] = rows;
  if (taken === undefined) throw new Error("A select without a table has a row.");
  // Not row by row, so which rows went is not noted: all are held against the original.
  if (taken.is_emptied) {
    await client.query(
      `delete from ${copyOf(table)} as copy where not exists (select from ${table.name} as original where original.id = copy.id)`,
    );
  }
  if (taken.ids.length > 0) {
    const ids = [taken.ids];
    await client.query(`delete from ${copyOf(table)} where id = any($1::${table.key}[])`, ids);
    const columns = await writtenColumns(client, table);
    await client.query(
      `insert into ${copyOf(table)} (${columns}) overriding system value select ${columns} from ${table.name} where id = any($1::${table.key}[])`,
      ids,
    );
  }
  return Number(taken.count);
};
