import type { Database, Transaction } from "@/lib/database/server/database";
import { setLocally } from "@/lib/database/server/set-locally";
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
  /** Before a batch that the store failed at is sent again, twice as long each time; reading back waits in proportion. One when absent. */
  pauseSeconds?: number;
  /** Whether a batch was given up, and none has gone through since. */
  hasGivenUp?: boolean;
};

/** The run ended early because the process is to stop; the deletion goes on elsewhere, or later. */
export class RunStopped extends Error {
  override readonly name = "RunStopped";
}

/** Throws RunStopped when the process is to stop: what failed for that reason is no fault. */
export const stopIfAsked = ({ signal }: Pick<Effort, "signal">): void => {
  if (signal.aborted) throw new RunStopped();
};

/**
 * Bounds the statements of a transaction, and its pauses: the row it locks keeps every other runner away, and a machine
 * that vanished without a word would otherwise keep it for hours. Further `settings` of the transaction go along.
 */
export const boundStatements = async (
  transaction: Transaction,
  seconds: number,
  settings: Record<string, string> = {},
): Promise<void> =>
  setLocally(transaction, {
    statement_timeout: `${seconds}s`,
    idle_in_transaction_session_timeout: "60s",
    ...settings,
  });
