import { eq, sql } from "drizzle-orm";
import { clockToMs } from "@/lib/database/server/read-database-now";
import type { Context } from "@/lib/access/context";
import type { RequestDeletionInput, UncountedDeletionInput } from "@/lib/deletions/request/schema";
import { type Deletion } from "@/lib/deletions/types";
import type { StoreSelection, Reach } from "@/lib/stores/selection";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import type { Effect } from "@/lib/deletions/request/effect";
import { bondOf } from "@/lib/deletions/request/reach";
import { storeSelectionOf } from "@/lib/deletions/request/store-selection";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { requirePermission } from "@/lib/access/require-permission";
import { getStore } from "@/lib/stores/server/get-store";
import type { MemoryStore, ReachedCount } from "@/lib/stores/types";
import type { Filter } from "@/lib/filters/filter";
import { readHolds, type HeldBy } from "@/lib/holds/server/read-holds";
import { withoutHeld } from "../record/with-held";
import { deletions } from "@/drizzle/schema/deletions";
import { requestedBody } from "../record/deletion-events";
import { deletionColumns, deletionFrom } from "../history/deletion-row";
import { digestKeyOf } from "../record/digest-keys";
import { findEarlierRequest } from "./find-earlier-request";
import { findPreview, previewHoursMax, type Preview } from "../preview/find-preview";
import { deleterOf } from "../deleter-of";
import { newDeletion } from "../new-deletion";
import { findTicketId } from "./find-ticket-id";
import { requireReach } from "./require-reach";
import { requireDeleteAll } from "./require-delete-all";
import { countRemotely, type CountedNow } from "../remote/count-remotely";
import { judgeRequest, type Judge } from "../approval/judge-request";
import type { Transaction } from "@/lib/database/server/database";
import { askForApproval } from "@/lib/safety/server/record-approval";

/** Runs first in the transaction that inserts the deletion, and throws where nothing may be requested any more. */
type Guard = (transaction: Transaction) => Promise<void>;

export type RequestDeletionResult =
  | { kind: "requested"; deletion: Deletion }
  /**
   * What was confirmed is no longer what would be deleted; nothing was requested. Of the `expected` memories `actual` are as
   * they were previewed; `changedCount` match now that were changed, or stored, since the preview.
   */
  | { kind: "count_changed"; expected: number; actual: number; changedCount: number };

/**
 * Requests the deletion of a confirmed selection: its row (the runner's queue), the items of listed ids, and the ledger
 * event, in one transaction. It binds to the memories of its preview, and to no number of others. The same request twice, by its idempotency key and actor, is one deletion, and both are
 * answered with it. Throws not_permitted, not_found (the store), invalid_input (no filter at all; a cutoff that lies in
 * the future or more than 24 hours back; a preview that is not known), idempotency_key_reused (same key, other content).
 * `effect`: as it was just read, null when it was not.
 * What has confirmed no number is not counted, and always requested: freezing reads it once.
 * What the rule of the second person covers waits, once it is frozen, until it is approved.
 * Rules: https://docs.mem0.ai/platform/features/delete-memories ("no filter is an error").
 */
export const requestDeletion = async (
  ctx: Context,
  input: RequestDeletionInput | UncountedDeletionInput,
  effect: Effect | null = null,
  guard: Guard = () => Promise.resolve(),
): Promise<RequestDeletionResult> => {
  requirePermission(ctx.actor, "memories:delete");
  await requireReach(ctx, input);
  // First of all, since to a repeated request the count has changed: its memories are gone.
  const earlier = await findEarlierRequest(ctx, input);
  if (earlier !== null) return { kind: "requested", deletion: earlier };

  const selection = storeSelectionOf(input.selection);
  await refuseWrongCutoff(ctx, input.cutoffAt);
  const preview = await findPreview(ctx, input);
  const store = await getStore(ctx, input.storeId);
  const { expectedCount } = input;
  const holds = await holdsOfRequest(ctx, input, preview);
  const compared = { ...input, isWhole: holds.length === 0 };
  const takesAll = await requireDeleteAll(ctx.actor, store, compared, effect);
  const counted =
    expectedCount === null
      ? null
      : await countNow(ctx, store, {
          selection: withoutHeld(selection, holds),
          expectedCount,
          reach: reachOfRequest(input, preview),
          preview,
        });
  if (counted === null || counted.takenCount === expectedCount) {
    const judge = await judgeRequest(ctx, store, compared);
    const { joinedCount = 0, heldBesideCount = 0 } = counted ?? {};
    const inserted = await insertDeletion(ctx, store, input, {
      preview,
      judge,
      found: { joinedCount, heldBesideCount, needsDeleteAll: takesAll },
      guard,
    });
    if (inserted === "rule_changed") return requestDeletion(ctx, input, effect, guard);
    if (inserted !== null) return { kind: "requested", deletion: inserted };
  }
  // Its twin may have been a moment faster, and even done.
  const twin = await findEarlierRequest(ctx, input);
  if (twin !== null) return { kind: "requested", deletion: twin };
  if (counted === null || expectedCount === null) throw new Error("A request with the same key is gone.");
  const { takenCount, joinedCount } = counted;
  return { kind: "count_changed", expected: expectedCount, actual: takenCount, changedCount: joinedCount };
};

/** By the database's clock, which also dated the preview and the built-in memories; this machine's may be seconds off. */
const refuseWrongCutoff = async (ctx: Context, cutoffAt: Date): Promise<void> => {
  const cutoff = cutoffAt.toISOString();
  const { rows } = await ctx.database.execute<{ is_future: boolean; is_old: boolean }>(sql`
    select ${cutoff}::timestamptz > ${clockToMs} as is_future,
      ${cutoff}::timestamptz < clock_timestamp() - make_interval(hours => ${previewHoursMax}) as is_old`);
  if (rows[0]?.is_future !== false) {
    throw new ExpectedError("invalid_input", "The cutoff lies in the future. Preview the deletion again.");
  }
  if (rows[0].is_old) {
    throw new ExpectedError(
      "invalid_input",
      `The preview is more than ${previewHoursMax} hours old. Preview the deletion again.`,
    );
  }
};

type Counted = {
  selection: StoreSelection;
  expectedCount: number;
  reach: Required<Reach>;
  preview: Preview | null;
};

/**
 * What is within reach now, and what would be besides. Listed ids are counted whether or not they are in the store: an
 * absent one becomes an item that says so; only one that was changed, or is held where that was shown, does not count.
 */
const countNow = async (
  ctx: Context,
  store: MemoryStore,
  { selection, expectedCount, reach, preview }: Counted,
): Promise<ReachedCount & Partial<CountedNow>> => {
  if (store.deletes === "remotely" && preview !== null)
    return countRemotely(ctx, store, { selection, reach, preview });
  if (selection.kind === "listed") {
    const joinedCount =
      store.deletes === "in_transaction" && preview !== null
        ? await store.countJoined({ selection, ...reach })
        : 0;
    const heldCount = preview === null ? 0 : await countHeldOf(store, selection);
    return { takenCount: selection.ids.length - joinedCount - heldCount, joinedCount };
  }
  const takenCount = await store.countSelection({ selection, ...reach });
  // As many as were confirmed: what else there is will be counted when it is frozen.
  const asksJoined = takenCount !== expectedCount && store.deletes === "in_transaction" && preview !== null;
  return { takenCount, joinedCount: asksJoined ? await store.countJoined({ selection, ...reach }) : 0 };
};

/** What is held now, or was when it was previewed, is not what was confirmed. */
const holdsOfRequest = (
  ctx: Context,
  { storeId }: Pick<RequestDeletionInput, "storeId">,
  preview: Preview | null,
): Promise<HeldBy[]> => readHolds(ctx.database, { storeId, also: preview?.heldBy ?? [] });

/** Of listed ids, those that are held. */
const countHeldOf = async (
  store: MemoryStore,
  { ids, held = [] }: Extract<StoreSelection, { kind: "listed" }>,
): Promise<number> => {
  if (held.length === 0) return 0;
  const listed: Filter = { field: "memory_ids", operator: "in", value: ids };
  const selection = {
    kind: "matching" as const,
    filter: { and: [listed, { or: [...held] }] },
    excludedIds: [],
  };
  return store.countSelection({ selection, cutoffAt: endOfTime });
};
const endOfTime = new Date("9999-12-31T00:00:00.000Z");

/** Null when a request with the same key came first; see Judge for "rule_changed". */
const insertDeletion = async (
  ctx: Context,
  store: MemoryStore,
  input: RequestDeletionInput | UncountedDeletionInput,
  {
    preview,
    judge,
    found,
    guard,
  }: {
    preview: Preview | null;
    judge: Judge;
    found: { joinedCount: number; heldBesideCount: number; needsDeleteAll: boolean };
    guard: Guard;
  },
): Promise<Deletion | "rule_changed" | null> =>
  ctx.database.transaction(async (transaction) => {
    await guard(transaction);
    const judged = await judge(transaction);
    if (judged === null) return "rule_changed";
    const createdAt = ctx.now();
    const { selection } = input;
    const row = newDeletion(ctx, input, createdAt);
    const [inserted] = await transaction
      .insert(deletions)
      .values({
        ...row,
        ticketId: await findTicketId(transaction, row.ticket),
        ...judged,
        previewId: preview?.id ?? null,
        snapshot: preview?.snapshot ?? null,
        heldBy: preview?.heldBy ?? [],
        ...found,
      })
      .onConflictDoNothing()
      .returning({ id: deletions.id });
    if (inserted === undefined) return null;

    const deletionId = deletionIdSchema.parse(inserted.id);
    if (selection.kind === "listed") {
      const digestKey = digestKeyOf(ctx.secret, row.digestSalt, "item digest");
      // Listed ids are taken as they are: nothing is read that could take long enough to be given up.
      const { signal } = new AbortController();
      const reach = reachOfRequest(input, preview);
      const { takenCount } = await deleterOf(ctx.database, store).freeze(transaction, {
        ...reach,
        deletionId,
        selection,
        holds: [],
        previewId: null,
        digestKey,
        signal,
      });
      if (takenCount !== selection.ids.length) throw new Error("The store did not freeze every listed id.");
    }
    const [shown] = await transaction
      .select(deletionColumns)
      .from(deletions)
      .where(eq(deletions.id, deletionId));
    if (shown === undefined) throw new Error("A row inserted in this transaction is gone.");
    const body = requestedBody(shown, digestKeyOf(ctx.secret, row.digestSalt, "commitment"), selection);
    await recordEvent(transaction, { kind: "deletion.requested", body, at: createdAt });
    if (judged.needsApproval) {
      const subject = { kind: "deletion" as const, deletionId };
      await askForApproval(transaction, { subject, actor: ctx.actor, at: createdAt });
    }
    return deletionFrom(ctx, shown);
  });

const reachOfRequest = (
  { selection, cutoffAt }: Pick<RequestDeletionInput, "selection" | "cutoffAt">,
  preview: Preview | null,
): Required<Reach> => ({
  cutoffAt,
  bond: bondOf(selection, preview !== null),
  snapshot: preview?.snapshot ?? null,
});
