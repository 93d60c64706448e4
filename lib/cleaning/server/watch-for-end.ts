import { eq } from "drizzle-orm";
import type { Client } from "pg";
import type { Database } from "@/lib/database/server/database";
import { cleans } from "@/drizzle/schema/cleans";

const everyMs = 500;

export type EndWatch = {
  /** Throws where the clean is to end. */
  throwIfEnded: () => void;
  isCancelled: () => boolean;
  isStopping: () => boolean;
  stop: () => void;
};

/** Looks whether somebody cancels a clean, or its process stops, and then also ends the statement that it is at, which can take minutes. */
export const watchForEnd = async (input: {
  database: Database;
  client: Client;
  cleanId: string;
  signal: AbortSignal;
}): Promise<EndWatch> => {
  const { database, client, cleanId, signal } = input;
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  let isCancelled = false;
  const look = async () => {
    if (!isCancelled && !signal.aborted) {
      const [row] = await database
        .select({ at: cleans.cancelRequestedAt })
        .from(cleans)
        .where(eq(cleans.id, cleanId));
      isCancelled = row !== undefined && row.at !== null;
    }
    if (isCancelled || signal.aborted)
      await database.$client.query("select pg_cancel_backend($1::integer)", [rows[0]?.pid]);
  };
  // Where this cannot ask, the clean's own statements fail too.
  const timer = setInterval(() => void look().catch(() => undefined), everyMs);
  timer.unref();
  return {
    throwIfEnded: () => {
      if (isCancelled || signal.aborted) throw new Error("The clean is to end.");
    },
    isCancelled: () => isCancelled,
    isStopping: () => signal.aborted,
    stop: () => clearInterval(timer),
  };
};
