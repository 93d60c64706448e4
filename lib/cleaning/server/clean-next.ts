import { eq, inArray, sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { DatabaseError, databaseErrorFrom, isOutage } from "@/lib/database/server/database-error";
import { WatchedClient } from "@/lib/database/server/watched-client";
import { CleanError, type CleanErrorCode } from "@/lib/cleaning/types";
import { cleans } from "@/drizzle/schema/cleans";
import { cleanStore, dropAllLeftovers } from "./clean-store";
import { finishClean } from "./finish-clean";
import { watchForEnd } from "./watch-for-end";

const cleaningLock = 7_313_031;
const attemptsMax = 5;

export type CleanNextInput = {
  database: Database;
  now: () => Date;
  /** Where the embedded database's files are; null of any other. */
  embeddedPath: string | null;
  /** The process is stopping: another one, or its next start, begins again. */
  signal: AbortSignal;
};

/**
 * Does the clean that waits, or one whose process died, which begins again from the start. Answers whether there was one. Throws
 * what time may mend, such as a lost connection; the clean is tried again then.
 */
export const cleanNext = async (input: CleanNextInput): Promise<boolean> => {
  const { database } = input;
  if ((await findOpen(database)) === null) return false;
  const client = new WatchedClient(database.$client.options);
  try {
    await client.connect();
    // Copying and indexing take minutes.
    await client.query("set statement_timeout = 0");
    const { rows } = await client.query<{ is_mine: boolean }>("select pg_try_advisory_lock($1) as is_mine", [
      cleaningLock,
    ]);
    if (rows[0]?.is_mine !== true) return false;
    // It may be done by now.
    const open = await findOpen(database);
    if (open !== null) await cleanWith(client, open, input);
    return open !== null;
  } catch (error) {
    throw databaseErrorFrom(error);
  } finally {
    // Its lock goes with it.
    await client.end().catch(() => undefined);
  }
};

type Open = typeof cleans.$inferSelect;

const findOpen = async (database: Database): Promise<Open | null> => {
  const [open] = await database
    .select()
    .from(cleans)
    .where(inArray(cleans.status, ["queued", "running"]));
  return open ?? null;
};

const cleanWith = async (client: WatchedClient, open: Open, input: CleanNextInput): Promise<void> => {
  const { database, now, embeddedPath, signal } = input;
  const finish = (outcome: Parameters<typeof finishClean>[2]) =>
    finishClean({ database, now }, open, outcome);
  if (open.cancelRequestedAt !== null || open.attempts >= attemptsMax) {
    await dropAllLeftovers(client);
    await finish(
      open.cancelRequestedAt === null
        ? { status: "failed", errorCode: "interrupted" }
        : { status: "cancelled" },
    );
    return;
  }
  await database
    .update(cleans)
    .set({ status: "running", attempts: open.attempts + 1, phase: "copying", doneBytes: 0 })
    .where(eq(cleans.id, open.id));
  const watch = await watchForEnd({ database, client, cleanId: open.id, signal });
  try {
    const coverage = await cleanStore(client, {
      embeddedPath,
      onStarted: async (startedAt, totalBytes) => {
        await database.update(cleans).set({ startedAt, totalBytes }).where(eq(cleans.id, open.id));
      },
      onProgress: async (phase, doneBytes) => {
        watch.throwIfEnded();
        await database
          .update(cleans)
          .set({ phase, doneBytes: sql`${cleans.doneBytes} + ${doneBytes}` })
          .where(eq(cleans.id, open.id));
      },
    });
    watch.stop();
    await finish({ status: "completed", coverage });
  } catch (error) {
    watch.stop();
    // It is ending, which can take as long as others hold the tables.
    await database
      .update(cleans)
      .set({ phase: null })
      .where(eq(cleans.id, open.id))
      .catch(() => undefined);
    // Beside a lost connection there is nothing to be dropped by: the next attempt does.
    await dropAllLeftovers(client).catch(() => undefined);
    if (watch.isStopping()) return;
    if (watch.isCancelled()) return await finish({ status: "cancelled" });
    const errorCode = errorCodeOf(error, client);
    if (errorCode === null) throw error;
    await finish({ status: "failed", errorCode });
    // For the log: the page has the code alone.
    if (errorCode === "failed") throw error;
  }
};

/** Null: not the clean's fault, and time may mend it. */
const errorCodeOf = (error: unknown, client: WatchedClient): CleanErrorCode | null => {
  if (error instanceof CleanError) return error.code;
  // What the driver says of a statement on a lost connection has no code.
  if (client.isLost) return null;
  if (!(error instanceof DatabaseError) && !(error instanceof Error && "code" in error)) return "failed";
  const known = databaseErrorFrom(error);
  if (known.code === "53100") return "disk_full";
  if (known.code === "42501") return "not_permitted";
  return isOutage(known) ? null : "failed";
};
