import { randomBytes } from "node:crypto";
import { ledgerOrigins } from "@/drizzle/schema/ledger-log";
import type { Transaction } from "@/lib/database/server/database";

/**
 * Begins a log of the ledger under a name of its own, `host/ledger/<random>`, and answers the name. `previousCheckpoint`: the last
 * signed one of the log before, when that cannot go on. The caller holds the log's lock (lockLog).
 */
export const beginLog = async (
  transaction: Transaction,
  { host, previousCheckpoint, at }: { host: string; previousCheckpoint: string | null; at: Date },
): Promise<string> => {
  const origin = `${host}/ledger/${randomBytes(8).toString("hex")}`;
  await transaction.insert(ledgerOrigins).values({ origin, startedAt: at, previousCheckpoint });
  return origin;
};
