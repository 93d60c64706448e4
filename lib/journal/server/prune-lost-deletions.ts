import { lt, not, sql } from "drizzle-orm";
import { journalLostDeletions, journalReturned, journalScans } from "@/drizzle/schema/journal";
import type { Transaction } from "@/lib/database/server/database";
import type { JournalSettings } from "@/lib/env/journal-settings";
import { monthsBefore, readJournal } from "./journal-file";
import { parseLine } from "./journal-line";

/**
 * Forgets deletions that were lost and erased again, as soon as the journal has forgotten them: their lines were written before they
 * were erased again, so all of them are gone when the oldest line that is left is a later one. Sooner, the next comparison would take
 * them for lost once more. Answers how many. Throws the system's error when the journal cannot be read.
 */
export const pruneLostDeletions = async (
  transaction: Transaction,
  input: Pick<JournalSettings, "file" | "months"> & { secret: string; now: Date },
): Promise<number> => {
  const keptSince = monthsBefore(input.now, input.months);
  const isOld = lt(journalLostDeletions.replayedAt, keptSince);
  const { rows } = await transaction.execute<{ has: boolean }>(
    sql`select exists (select from ${journalLostDeletions} where ${isOld}) as has`,
  );
  if (rows[0]?.has !== true) return 0;
  const oldest = await findOldest(input);
  const before = oldest === null || oldest > keptSince ? keptSince : oldest;
  const pruned = await transaction
    .delete(journalLostDeletions)
    .where(lt(journalLostDeletions.replayedAt, before))
    .returning({ id: journalLostDeletions.deletionId });
  await pruneScans(transaction);
  return pruned.length;
};

/** What was looked for by deletions that are forgotten goes with them. */
const pruneScans = async (transaction: Transaction): Promise<void> => {
  for (const table of [journalScans, journalReturned]) {
    const isLost = sql`exists (select from ${journalLostDeletions} as lost where lost.store_id = ${table.storeId})`;
    await transaction.delete(table).where(not(isLost));
  }
};

/** When the oldest line was written that can be read; null when there is none. */
const findOldest = async ({ file, secret }: { file: string; secret: string }): Promise<Date | null> => {
  for await (const text of readJournal(file)) {
    const read = parseLine(secret, text);
    if (read.outcome === "read") return new Date(read.line.writtenAt);
  }
  return null;
};
