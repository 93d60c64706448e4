import { sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";

const membersLock = 7_313_006;

/** Changes of members take turns until commit: of two admins who demote each other at once, the second is to see the first. */
export const lockMembers = async (transaction: Transaction): Promise<void> => {
  await transaction.execute(sql`select pg_advisory_xact_lock(${membersLock})`);
};
