import { and, eq, ne, sql } from "drizzle-orm";
import { journalLostDeletions, journalReturned, journalScans } from "@/drizzle/schema/journal";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { Database } from "@/lib/database/server/database";
import { letheActor } from "@/lib/deletions/server/record/lethe-actor";
import { faultCodeOf, storeFaultFrom } from "@/lib/deletions/server/run/store-fault";
import { ExpectedError } from "@/lib/errors/expected-error";
import { StoreError } from "@/lib/errors/store-error";
import type { ScanOutcome } from "@/lib/journal/types";
import { getStore } from "@/lib/stores/server/get-store";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { lookForLines, type Looked } from "./look-for-lines";
import { fingerprintsOf } from "./lines-of";

/** For so long a look belongs to the process that began it. */
const takenMinutes = 20;
const minutesMax = 15;

type ScanContext = Pick<Context, "database" | "secret" | "now" | "allowsPrivateStores">;

/**
 * Has each store elsewhere looked through for what was erased there by deletions that this database has lost; see scanNext. One that is
 * being looked through goes on. Answers how many stores. Throws not_permitted.
 */
export const requestScans = async ({
  actor,
  database,
  now,
}: Pick<Context, "actor" | "database" | "now">): Promise<number> => {
  requirePermission(actor, "journal:replay");
  const lost = await database
    .selectDistinct({ storeId: journalLostDeletions.storeId })
    .from(journalLostDeletions)
    .where(ne(journalLostDeletions.storeId, builtinStoreId));
  if (lost.length === 0) return 0;
  const requestedAt = now();
  const anew = {
    ...{ requestedAt, claimedAt: null, finishedAt: null, outcome: null, errorCode: null },
    ...{ lookedCount: 0, backCount: 0 },
  };
  await database
    .insert(journalScans)
    .values(lost.map(({ storeId }) => ({ storeId, requestedAt })))
    .onConflictDoUpdate({
      target: journalScans.storeId,
      set: anew,
      setWhere: sql`${journalScans.finishedAt} is not null`,
    });
  return lost.length;
};

/**
 * Looks through the next store for which that was requested, for fifteen minutes at most, and writes down what it met. The journal says
 * what to look for: ids one by one, as the store's adapter paces them; where it has digests of ids only, each memory that there is. Any
 * number of processes may do so. False when there is none. Throws what is no store's fault.
 */
export const scanNext = async (
  ctx: ScanContext,
  { file, signal }: { file: string; signal: AbortSignal },
): Promise<boolean> => {
  const storeId = await claim(ctx.database);
  if (storeId === null) return false;
  await ctx.database.delete(journalReturned).where(eq(journalReturned.storeId, storeId));
  const looked: Looked = { lookedCount: 0 };
  const { outcome, errorCode } = await look(ctx, storeId, looked, { file, signal });
  // Stopped with the server: the next process to come begins anew.
  if (signal.aborted) return true;
  const backCount = await ctx.database.$count(journalReturned, eq(journalReturned.storeId, storeId));
  await ctx.database
    .update(journalScans)
    .set({ finishedAt: ctx.now(), outcome, errorCode, lookedCount: looked.lookedCount, backCount })
    .where(eq(journalScans.storeId, storeId));
  return true;
};

const claim = async (database: Database): Promise<string | null> => {
  const due = database
    .select({ storeId: journalScans.storeId })
    .from(journalScans)
    .where(
      sql`${journalScans.finishedAt} is null and (${journalScans.claimedAt} is null
        or ${journalScans.claimedAt} < clock_timestamp() - make_interval(mins => ${takenMinutes}))`,
    )
    .orderBy(journalScans.requestedAt)
    .limit(1)
    .for("update", { skipLocked: true });
  const [row] = await database
    .update(journalScans)
    .set({ claimedAt: sql`clock_timestamp()` })
    .where(sql`${journalScans.storeId} in (${due})`)
    .returning({ storeId: journalScans.storeId });
  return row?.storeId ?? null;
};

type Ended = { outcome: ScanOutcome; errorCode: string | null };
const ended = (outcome: ScanOutcome, errorCode: string | null = null): Ended => ({ outcome, errorCode });

const look = async (
  ctx: ScanContext,
  storeId: string,
  looked: Looked,
  { file, signal }: { file: string; signal: AbortSignal },
): Promise<Ended> => {
  const limit = AbortSignal.timeout(minutesMax * 60_000);
  const { database, secret } = ctx;
  try {
    const store = await getStore({ ...ctx, actor: letheActor }, storeIdSchema.parse(storeId));
    if (store.deletes !== "remotely") return ended("gone");
    const rows = await database
      .select({ deletionId: journalLostDeletions.deletionId })
      .from(journalLostDeletions)
      .where(and(eq(journalLostDeletions.storeId, storeId)));
    await lookForLines(
      { database, secret, file, store, storeId, signal: AbortSignal.any([signal, limit]) },
      {
        deletionIds: new Set(rows.map(({ deletionId }) => deletionId)),
        fingerprint: (await fingerprintsOf(database, secret)).get(storeId) ?? "",
      },
      looked,
    );
    return ended("looked");
  } catch (error) {
    if (signal.aborted || limit.aborted) return ended("cut_off");
    if (error instanceof ExpectedError && error.code === "not_found") return ended("gone");
    if (error instanceof ExpectedError && error.code === "unavailable") return ended("disabled");
    if (error instanceof StoreError) return ended("failed", `store_${error.code}`);
    const code = faultCodeOf(storeFaultFrom(error));
    if (code?.startsWith("database_") === true) return ended("failed", code);
    throw error;
  }
};
