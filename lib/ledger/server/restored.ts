import { setTimeout as delay } from "node:timers/promises";
import { inArray } from "drizzle-orm";
import { journalStatus } from "@/drizzle/schema/journal";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { Database, Queryable } from "@/lib/database/server/database";

/** How long a process relies on what it was told: of what is found while it runs, it learns as late as this. */
const keptMs = 1_000;

type Kept = { isRestored: Promise<boolean>; untilMs: number };

// Next bundles routes, actions and instrumentation apart. By database, as a test has many.
const shared = globalThis as typeof globalThis & { letheRestored?: WeakMap<object, Kept> };
const kept = (): WeakMap<object, Kept> => (shared.letheRestored ??= new WeakMap());

/**
 * Whether this database is an older one, put back: what was erased since may be there again (lib/journal). Asked with every request
 * of an application, so one answer serves for a second.
 */
export const isRestored = (database: Database): Promise<boolean> => {
  const pool = database.$client;
  const found = kept().get(pool);
  if (found !== undefined && performance.now() < found.untilMs) return found.isRestored;
  const asked = hasBeenRestored(database);
  kept().set(pool, { isRestored: asked, untilMs: performance.now() + keptMs });
  // A failure is not relied on.
  asked.catch(() => kept().delete(pool));
  return asked;
};

/** So long a request waits for a comparison; then it is answered as if the database were one that was restored. */
const heldMsMax = 5_000;

/** Has whoever asks in this process wait until `compared` has settled: another database may be there since. Ended by forgetRestored. */
export const holdRestored = (database: Database, compared: Promise<void>): void => {
  const answer = Promise.race([
    compared.then(() => hasBeenRestored(database)),
    delay(heldMsMax, true, { ref: false }),
  ]);
  answer.catch(() => undefined);
  kept().set(database.$client, { isRestored: answer, untilMs: Infinity });
};

/** For whoever changes the answer, in this process. */
export const forgetRestored = (database: Database): void => {
  kept().delete(database.$client);
};

/** The same, as it is now. */
export const hasBeenRestored = async (database: Queryable): Promise<boolean> => {
  const rows = await database
    .select({ id: journalStatus.id })
    .from(journalStatus)
    .where(inArray(journalStatus.state, ["restored", "replaying"]));
  return rows.length > 0;
};

/** How long an application is told to wait before it asks again. */
const retryAfterSeconds = 30;

/** What those are answered who may not reach the memories meanwhile. */
export const restoredError = (): ExpectedError =>
  new ExpectedError(
    "unavailable",
    "Lethe’s database was restored from a backup, and may hold memories that have been erased since. Until these are erased again, only admins reach the memories, in the console.",
    { retryAfterSeconds },
  );
