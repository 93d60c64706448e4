import { sql } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/database/server/database";
import type { MemoryStore } from "@/lib/stores/types";
import type { Lease } from "./lease";

/** One claimed deletion being worked on by this process. */
export type Effort = {
  database: Database;
  lease: Lease;
  /** LETHE_SECRET. */
  secret: string;
  now: () => Date;
  /** Aborted when the process is to stop: the batch in hand is finished, and no other is begun. */
  signal: AbortSignal;
  batchSize: number;
};

/** The same, with the store it is about. */
export type Run = Effort & { store: MemoryStore };

/** The run ended early because the process is to stop; the deletion goes on elsewhere, or later. */
export class RunStopped extends Error {
  override readonly name = "RunStopped";
}

/**
 * Bounds the statements of a transaction, and its pauses: the row it locks keeps every other runner away, and a machine
 * that vanished without a word would otherwise keep it for hours.
 */
export const boundStatements = async (transaction: Transaction, seconds: number): Promise<void> => {
  await transaction.execute(sql`
    select set_config('statement_timeout', ${`${seconds}s`}, true),
      set_config('idle_in_transaction_session_timeout', '60s', true)`);
};
