import { sql } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/database/server/database";
import { setLocally } from "@/lib/database/server/set-locally";
import { deletionExceptions, packSize } from "@/drizzle/schema/deletions";
import { packItems } from "./pack-items";

const atOnce = 100_000;
const partMinutesMax = 10;

/** A place in the order of the items: whole batches up to it. */
type Place = { id: string; seq: number };

/**
 * Packs the items of an earlier release, which had a row each, and drops their table when it is empty. A part of about
 * 100,000 is one transaction, so that what is killed goes on where it was; `log` is told of each. For one process at a time,
 * while nothing works on deletions.
 */
export const packEarlierItems = async (database: Database, log: (line: string) => void): Promise<void> => {
  const { rows } = await database.execute<{ is_there: boolean }>(
    sql`select to_regclass('deletion_items_unpacked') is not null as is_there`,
  );
  if (rows[0]?.is_there !== true) return;
  let packedCount = 0;
  for (let after: Place | null = null; ;) {
    const part = await database.transaction((transaction) => packPart(transaction, after));
    packedCount += part.count;
    if (part.count > 0)
      log(`Packed ${packedCount.toLocaleString("en")} items of earlier deletions; it is safe to stop.`);
    if (part.end === null) break;
    after = part.end;
  }
  await database.execute(sql`drop table deletion_items_unpacked`);
};

/** `end` null: nothing is left. `after` spares a look at what was packed before. */
const packPart = async (
  transaction: Transaction,
  after: Place | null,
): Promise<{ count: number; end: Place | null }> => {
  await setLocally(transaction, { statement_timeout: `${partMinutesMax}min`, work_mem: "64MB" });
  const isAfter =
    after === null ? sql`true` : sql`(deletion_id, seq) > (${after.id}::uuid, ${after.seq}::integer)`;
  const { rows } = await transaction.execute<{ id: string; seq: number }>(sql`
    select deletion_id as id, seq from deletion_items_unpacked where ${isAfter}
    order by deletion_id, seq offset ${atOnce - 1} limit 1`);
  const [edge] = rows;
  const end = edge === undefined ? null : { ...edge, seq: Math.ceil(edge.seq / packSize) * packSize };
  const isInPart =
    end === null ? isAfter : sql`${isAfter} and (deletion_id, seq) <= (${end.id}::uuid, ${end.seq}::integer)`;
  await transaction.execute(sql`
    insert into ${deletionExceptions} (deletion_id, seq, outcome, error_code)
    select deletion_id, seq, outcome, error_code from deletion_items_unpacked
    where ${isInPart} and outcome is not null and outcome <> 'deleted'`);
  const count = await packItems(transaction, sql`select * from deletion_items_unpacked where ${isInPart}`, [
    "memory_id",
    "remote_id",
    "digest",
    "place",
  ]);
  await transaction.execute(sql`delete from deletion_items_unpacked where ${isInPart}`);
  return { count, end };
};
