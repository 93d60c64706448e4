import { randomBytes, randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { deletions } from "@/drizzle/schema/deletions";
import { journalFindings, journalLostDeletions, journalStatus } from "@/drizzle/schema/journal";
import { memories } from "@/drizzle/schema/memories";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import type { Transaction } from "@/lib/database/server/database";
import { setLocally } from "@/lib/database/server/set-locally";
import { keyPads, memoryDigestBy } from "@/lib/deletions/server/builtin/memory-digest";
import { deletionColumns } from "@/lib/deletions/server/history/deletion-row";
import { requestedBody } from "@/lib/deletions/server/record/deletion-events";
import { digestKeyOf } from "@/lib/deletions/server/record/digest-keys";
import { entityKeyCheckOf } from "@/lib/deletions/server/record/entity-digest";
import { packItems } from "@/lib/deletions/server/record/pack-items";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { lockStatus } from "./check-journal";
import { endReplay, type ReplaySettings } from "./end-replay";

const freezeMinutesMax = 15;
/** Of the lost deletions, so many digests of persons go along to the one that erases again. */
const entitiesMax = 10_000;

export type ReplayRequested =
  /** The runner goes on with it, and endReplay when it has ended. */
  | { kind: "requested"; deletionId: string; count: number }
  /** Nothing of it is there again: the database is in use again. */
  | { kind: "ended" }
  /** Not as many are there again as were confirmed; nothing was requested. */
  | { kind: "count_changed"; count: number };

/**
 * Erases again what the journal says was erased and a restored backup has brought back: as a deletion of its own, which is frozen here
 * and run as every other. It takes a memory only where it was stored by the cutoff of the erasure. `expectedCount`: the number that
 * was confirmed; null for any, where the settings say that it happens unasked. Throws not_permitted, reauthentication_required, and wrong_status when the database is not
 * one that was restored, or this is under way already.
 */
export const requestReplay = async (
  ctx: Pick<Context, "actor" | "database" | "secret" | "now" | "session">,
  settings: ReplaySettings,
  expectedCount: number | null,
): Promise<ReplayRequested> => {
  requirePermission(ctx.actor, "journal:replay");
  requireRecentSignIn(ctx);
  const requested = await ctx.database.transaction((transaction) =>
    insertReplay(transaction, ctx, expectedCount),
  );
  if (requested !== null) return requested;
  await endReplay(ctx, settings);
  return { kind: "ended" };
};

/** Null when there is nothing to be deleted. */
const insertReplay = async (
  transaction: Transaction,
  ctx: Pick<Context, "actor" | "secret" | "now">,
  expectedCount: number | null,
): Promise<Exclude<ReplayRequested, { kind: "ended" }> | null> => {
  const status = await lockStatus(transaction);
  if (status?.state !== "restored") {
    throw new ExpectedError(
      "wrong_status",
      status?.state === "replaying"
        ? "This is being erased again already."
        : "Nothing is to be erased again: the database is not one that was restored.",
    );
  }
  await setLocally(transaction, { statement_timeout: `${freezeMinutesMax}min` });
  const digestSalt = randomBytes(32);
  const createdAt = ctx.now();
  const id = randomUUID();
  const count = await freeze(transaction, id, digestKeyOf(ctx.secret, digestSalt, "item digest"));
  if (expectedCount !== null && expectedCount !== count) {
    await transaction.execute(sql`delete from deletion_batches where deletion_id = ${id}::uuid`);
    return { kind: "count_changed", count };
  }
  await transaction
    .update(journalStatus)
    .set({ state: "replaying", replayDeletionId: count === 0 ? null : id });
  if (count === 0) return null;
  await transaction.insert(deletions).values({
    id,
    storeId: builtinStoreId,
    operation: "batch",
    actor: ctx.actor,
    selection: { kind: "listed", count },
    reason: replayReason,
    digestSalt,
    idempotencyKey: randomUUID(),
    requestDigest: randomBytes(32).toString("hex"),
    cutoffAt: await latestCutoff(transaction),
    expectedCount: count,
    requestedCount: count,
    createdAt,
    entityDigests: await entitiesOf(transaction),
    entityKeyCheck: entityKeyCheckOf(ctx.secret),
  });
  const [shown] = await transaction.select(deletionColumns).from(deletions).where(eq(deletions.id, id));
  if (shown === undefined) throw new Error("A row inserted in this transaction is gone.");
  const key = digestKeyOf(ctx.secret, digestSalt, "commitment");
  await recordEvent(transaction, {
    kind: "deletion.requested",
    body: requestedBody(shown, key, { kind: "listed", ids: [] }),
    at: createdAt,
  });
  return { kind: "requested", deletionId: id, count };
};

const replayReason = "Erased again: a restored backup had brought these memories back.";

/** An item for each memory that is there again, in the order in which they lie. Answers how many. */
const freeze = async (transaction: Transaction, deletionId: string, key: Buffer): Promise<number> => {
  const { outer, inner } = keyPads(key);
  const digest = memoryDigestBy(sql`${outer}::bytea`, sql`${inner}::bytea`, sql`memory`);
  const items = sql`
    select ${deletionId}::uuid as deletion_id, row_number() over () as seq, back.memory_id, back.digest, back.place
    from (
      select memory.id as memory_id, ${digest} as digest, memory.ctid as place
      from ${journalFindings} as finding
      join ${memories} as memory on memory.id = finding.memory_id and memory.stored_at <= finding.cutoff_at
      where finding.store_id = ${builtinStoreId}
      order by memory.ctid offset 0
    ) as back`;
  return packItems(transaction, items, ["memory_id", "digest", "place"]);
};

/** Each item was stored by the cutoff of its own erasure; this is the latest of them, by which the deletion is bounded as a whole. */
const latestCutoff = async (transaction: Transaction): Promise<Date> => {
  const [row] = await transaction
    .select({ at: sql<Date>`max(${journalFindings.cutoffAt})`.mapWith(journalFindings.cutoffAt) })
    .from(journalFindings)
    .where(eq(journalFindings.storeId, builtinStoreId));
  if (row === undefined) throw new Error("There is something to be erased again.");
  return row.at;
};

/** So that history still answers "did we ever erase this person?". */
const entitiesOf = async (transaction: Transaction): Promise<Buffer[]> => {
  const { rows } = await transaction.execute<{ digest: Buffer }>(sql`
    select distinct unnest(entity_digests) as digest from ${journalLostDeletions}
    where replayed_at is null limit ${entitiesMax}`);
  return rows.map(({ digest }) => digest);
};
