import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "pg";
import { copyOf, type MemoryTable } from "./memory-tables";
import type { OnProgress } from "./on-progress";
import { writtenColumns } from "./written-columns";

/** 4 MiB at a time: some ten thousand short memories, and a tenth of a second. */
const pagesPerBatch = 512;
const pageBytes = 8_192;
/** Of the time that a batch took, so that others get their turn at disk and cores. */
const pauseShare = 0.25;

/**
 * Copies the rows of a table in the order in which they lie. In no single snapshot, so that dead rows elsewhere can be freed meanwhile:
 * what has changed since its page was read has been noted.
 */
export const copyRows = async (client: Client, table: MemoryTable, onProgress: OnProgress): Promise<void> => {
  const { rows } = await client.query<{ pages: string; bytes: string }>(
    `select pg_relation_size(oid) / ${pageBytes} as pages, pg_table_size(oid) as bytes
      from pg_class where oid = $1::regclass`,
    [table.name],
  );
  const [size] = rows;
  if (size === undefined) throw new Error("The table is there.");
  const columns = await writtenColumns(client, table);
  const pageCount = Number(size.pages);
  // With what lies apart (TOAST).
  const bytesPerPage = pageCount === 0 ? 0 : Number(size.bytes) / pageCount;
  for (let from = 0; from < pageCount; from += pagesPerBatch) {
    const to = Math.min(from + pagesPerBatch, pageCount);
    const startedAt = performance.now();
    await client.query(
      `insert into ${copyOf(table)} (${columns}) overriding system value
        select ${columns} from ${table.name} where ctid >= '(${from},0)'::tid and ctid < '(${to},0)'::tid
        on conflict do nothing`,
    );
    await onProgress("copying", Math.round((to - from) * bytesPerPage));
    await delay((performance.now() - startedAt) * pauseShare);
  }
};
