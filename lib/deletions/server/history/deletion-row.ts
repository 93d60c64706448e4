import { sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { can } from "@/lib/access/types";
import { hasDiskFilled } from "@/lib/database/server/disk-space";
import { isFinished } from "@/lib/deletions/status";
import { diskFullErrorCode, type Deletion, type ShownSelection } from "@/lib/deletions/types";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import type { Verification } from "@/lib/deletions/verification";
import { withExactValues } from "@/lib/json/scalar";
import { builtinStoreId, builtinStoreName } from "@/lib/stores/store-ids";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { deletions } from "@/drizzle/schema/deletions";
import { holds } from "@/drizzle/schema/holds";
import { journalOutbox } from "@/drizzle/schema/journal";
import { stores } from "@/drizzle/schema/stores";
import { tickets } from "@/drizzle/schema/tickets";
import { hiddenSelection } from "../record/hidden-selection";
import { referWith } from "../record/reference";
import { copiesOf, verificationOf as storedVerificationOf } from "../record/row-json";

/** The columns that history shows. Of the excluded ids, up to ten thousand a row, only the number is read. */
export const deletionColumns = {
  id: deletions.id,
  storeId: deletions.storeId,
  storeName: sql<
    string | null
  >`(select store.name from ${stores} as store where store.id = ${deletions.storeId})`.as("store_name"),
  operation: deletions.operation,
  status: deletions.status,
  actor: deletions.actor,
  selection: sql<ShownSelection>`case
    when ${deletions.selection} -> 'excludedIds' is null then ${deletions.selection}
    else ${deletions.selection} - 'excludedIds' || jsonb_build_object(
      'excludedCount', jsonb_array_length(${deletions.selection} -> 'excludedIds'),
      'keepsImmutable', coalesce((${deletions.selection} ->> 'keepsImmutable')::boolean, false))
    end`
    .mapWith((value: unknown) => withExactValues(value) as ShownSelection)
    .as("shown_selection"),
  selectionErasedAt: deletions.selectionErasedAt,
  reason: deletions.reason,
  textErasedAt: deletions.textErasedAt,
  needsDeleteAll: deletions.needsDeleteAll,
  ticket: deletions.ticket,
  ticketReference: sql<
    string | null
  >`(select ticket.reference from ${tickets} as ticket where ticket.id = ${deletions.ticketId})`.as(
    "ticket_reference",
  ),
  cutoffAt: deletions.cutoffAt,
  expectedCount: deletions.expectedCount,
  requestedCount: deletions.requestedCount,
  deletedCount: deletions.deletedCount,
  absentCount: deletions.absentCount,
  failedCount: deletions.failedCount,
  unknownCount: deletions.unknownCount,
  changedCount: deletions.changedCount,
  joinedCount: deletions.joinedCount,
  keptImmutableCount: deletions.keptImmutableCount,
  heldCount: deletions.heldCount,
  heldBesideCount: deletions.heldBesideCount,
  holds: sql<Deletion["heldBy"]>`(
    select coalesce(jsonb_agg(jsonb_build_object('id', hold.id, 'name', hold.name) order by hold.placed_at, hold.id), '[]')
    from ${holds} as hold where hold.id = any(${deletions.heldBy}))`.as("holds"),
  errorCode: deletions.errorCode,
  needsApproval: deletions.needsApproval,
  verification: deletions.verification,
  copies: deletions.copies,
  reviewAt: deletions.reviewAt,
  returnedAt: deletions.returnedAt,
  returnedCount: deletions.returnedCount,
  rescanAt: deletions.rescanAt,
  isJournaled: sql<boolean | null>`case when ${deletions.cursorSeq} > 0 then not exists (
    select from ${journalOutbox} as outbox where outbox.deletion_id = ${deletions}.id) end`.as(
    "is_journaled",
  ),
  createdAt: deletions.createdAt,
  startedAt: deletions.startedAt,
  finishedAt: deletions.finishedAt,
};

type ShownRow = Omit<typeof deletions.$inferSelect, "selection"> & {
  selection: ShownSelection;
  storeName: string | null;
  isJournaled: boolean | null;
  ticketReference: string | null;
  holds: Deletion["heldBy"];
};

/**
 * A row of `deletionColumns` as it crosses the wire to this actor, who sees texts and IDs of its filter only with the permission to.
 */
export const deletionFrom = (
  { actor, secret }: Pick<Context, "actor" | "secret">,
  row: Pick<ShownRow, keyof typeof deletionColumns>,
): Deletion => {
  const { selectionErasedAt, returnedAt, returnedCount, holds: heldBy, ...shown } = row;
  const { selection } = row;
  const mayRead = mayReadFilters(actor);
  const storeId = storeIdSchema.parse(row.storeId);
  return {
    ...shown,
    selection:
      mayRead || selectionErasedAt !== null ? selection : hiddenSelection(selection, referWith(secret)),
    filter: selection.kind === "listed" ? { state: "plain" } : filterStateOf(mayRead, selectionErasedAt),
    // What was erased here is not told by another way.
    ticketReference: row.ticket === null ? null : row.ticketReference,
    heldBy: actor.kind === "system" || can(actor.role, "holds:read") ? heldBy : [],
    textErasedAt: row.textErasedAt?.toISOString() ?? null,
    errorCode: row.errorCode ?? (row.finishedAt === null && hasDiskFilled() ? diskFullErrorCode : null),
    id: deletionIdSchema.parse(row.id),
    storeId,
    // History outlives the stores it tells of: one that is not known any more is called by its id.
    storeName: storeId === builtinStoreId ? builtinStoreName : (row.storeName ?? storeId),
    verification: verificationOf(row),
    copies: copiesOf(row),
    reviewAt: row.reviewAt?.toISOString() ?? null,
    returned: returnedAt === null ? null : { at: returnedAt.toISOString(), count: returnedCount },
    rescanAt: row.rescanAt?.toISOString() ?? null,
    cutoffAt: row.cutoffAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
};

/** Whether an actor sees the texts and IDs that deletions select by. */
export const mayReadFilters = (actor: Context["actor"]): boolean =>
  actor.kind === "system" || can(actor.role, "deletions:read-filters");

/** What was erased is a shape already, and references are the same for everyone. */
const filterStateOf = (mayRead: boolean, erasedAt: Date | null): Deletion["filter"] => {
  if (erasedAt !== null) return { state: "erased", at: erasedAt.toISOString() };
  return { state: mayRead ? "plain" : "hidden" };
};

/** An earlier release did not look for what had failed or was kept: where there is none of it, none of it is there. */
const verificationOf = (row: Pick<ShownRow, keyof typeof deletionColumns>): Verification | null => {
  const verification = storedVerificationOf(row);
  if (verification === null) return null;
  const goneCount = row.deletedCount + row.absentCount;
  const isWhole = !isFinished(row.status) || goneCount === row.requestedCount;
  return {
    ...verification,
    checks: verification.checks.map((check) => ({
      ...check,
      stayedCount: check.stayedCount ?? (isWhole ? 0 : null),
    })),
  };
};
