import { sql, type SQL } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { deletionExceptions } from "@/drizzle/schema/deletions";

type Outcome = Pick<typeof deletionExceptions.$inferSelect, "outcome" | "errorCode">;

/** Writes down what became of some items, in place of what was written before. `items` asks for their deletion_id and seq. Returns how many. */
export const setOutcome = async (
  transaction: Transaction,
  items: SQL,
  { outcome, errorCode }: Outcome,
): Promise<number> => {
  const { rowCount } = await transaction.execute(sql`
    insert into ${deletionExceptions} (deletion_id, seq, outcome, error_code)
    select item.deletion_id, item.seq, ${outcome}, ${errorCode} from (${items}) as item
    on conflict (deletion_id, seq) do update set outcome = excluded.outcome, error_code = excluded.error_code`);
  return rowCount ?? 0;
};
