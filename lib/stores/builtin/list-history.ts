import { sql, type SQL } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/database/server/database";
import type { Filter } from "@/lib/filters/filter";
import type { Memory, MemoryVersion } from "@/lib/memories/types";
import { compileFilter } from "@/lib/stores/sql/compile-filter";
import { lockForSnapshot } from "@/lib/stores/sql/lock-for-snapshot";
import { memoryColumns, memoryFrom } from "@/lib/stores/sql/memory-row";
import { arrayOf } from "@/lib/stores/sql/sql-values";
import { memories, memoryVersions } from "@/drizzle/schema/memories";

/** `position`: of the version among those of its memory, from 0. */
type HistoryVersion = { memory: Memory; version: MemoryVersion; position: number };

/**
 * Versions of all memories that a filter finds (null: of all), newest first, at `offset` of their total order, and how many there
 * are. For an API that counts pages, as listByOffset: a page costs more the deeper it lies.
 */
export const listHistory = async (
  database: Database,
  input: { filter: Filter | null; offset: number; limit: number },
): Promise<{ count: number; versions: HistoryVersion[] }> => {
  const [count, versions] = await Promise.all([
    countHistory(database, input.filter),
    readHistory(database, input),
  ]);
  return { count, versions };
};

const countHistory = async (database: Database, filter: Filter | null): Promise<number> => {
  const { rows } = await database.execute<{ count: string }>(sql`
    select (select count(*) from ${memories} where ${compileFilter(filter)})
      + (select count(*) from ${memoryVersions} join ${memories} on ${memories.id} = ${memoryVersions.memoryId}
        where ${compileFilter(filter)}) as count`);
  return Number(rows[0]?.count);
};

/**
 * In one snapshot: a deletion between two statements would show a change without its memory. Several, as the nodes of a cluster join what is
 * of one memory only. Only changes are stored, so that the first version of a memory is made of what its first change replaced.
 */
const readHistory = (
  database: Database,
  { filter, offset, limit }: { filter: Filter | null; offset: number; limit: number },
): Promise<HistoryVersion[]> =>
  database.transaction(
    async (transaction) => {
      await lockForSnapshot(transaction);
      const entries = await readEntries(transaction, { found: compileFilter(filter), offset, limit });
      const ids = arrayOf([...new Set(entries.map(({ memory_id: id }) => id))], "uuid");
      const rows = await transaction
        .select(memoryColumns)
        .from(memories)
        .where(sql`${memories.id} = any(${ids})`);
      const { rows: numbered } = await transaction.execute<{ memory_id: string; ids: string[] }>(sql`
        select memory_id, array_agg(id order by id)::text[] as ids from ${memoryVersions}
        where memory_id = any(${ids}) group by memory_id`);
      const numbersOf = new Map(numbered.map((row) => [row.memory_id, row.ids]));
      const wanted = entries.map((entry) => entry.version_id ?? numbersOf.get(entry.memory_id)?.[0] ?? null);
      const changes = await transaction
        .select()
        .from(memoryVersions)
        .where(
          sql`${memoryVersions.memoryId} = any(${ids})
            and ${memoryVersions.id} = any(${sql.param(wanted.filter((id) => id !== null))}::bigint[])`,
        );
      const [memoryOf, changeOf] = [
        new Map(rows.map((row): [string, Memory] => [row.id, memoryFrom(row)])),
        new Map(changes.map((change) => [String(change.id), change])),
      ];
      return entries.flatMap((entry, place) => {
        const memory = memoryOf.get(entry.memory_id);
        const change = changeOf.get(wanted[place] ?? "");
        if (memory === undefined) return [];
        if (entry.version_id === null) return [{ memory, version: firstOf(memory, change), position: 0 }];
        if (change === undefined) return [];
        const position = 1 + (numbersOf.get(entry.memory_id)?.indexOf(entry.version_id) ?? 0);
        const { oldMemory, newMemory, changedAt } = change;
        const version = {
          event: "UPDATE" as const,
          oldMemory,
          newMemory,
          changedAt: changedAt.toISOString(),
        };
        return [{ memory, version, position }];
      });
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );

/** `version_id` null: the memory as it was stored. bigint comes as text. */
type Entry = { memory_id: string; version_id: string | null };

const readEntries = async (
  transaction: Transaction,
  { found, offset, limit }: { found: SQL; offset: number; limit: number },
): Promise<Entry[]> => {
  const reach = offset + limit;
  const { rows } = await transaction.execute<Entry>(sql`
    select memory_id, version_id from (
      (select ${memories.id} as memory_id, null::bigint as version_id, ${memories.createdAt} as at
        from ${memories} where ${found} order by ${memories.createdAt} desc, ${memories.id} desc limit ${reach})
      union all
      (select ${memories.id}, ${memoryVersions.id}, ${memoryVersions.changedAt}
        from ${memoryVersions} join ${memories} on ${memories.id} = ${memoryVersions.memoryId} where ${found}
        order by ${memoryVersions.changedAt} desc, ${memoryVersions.id} desc limit ${reach})
    ) as entry order by at desc, version_id desc nulls last, memory_id desc limit ${limit} offset ${offset}`);
  return rows;
};

const firstOf = (memory: Memory, change: { oldMemory: string } | undefined): MemoryVersion => ({
  event: "ADD",
  oldMemory: null,
  newMemory: change?.oldMemory ?? memory.memory,
  changedAt: memory.createdAt,
});
