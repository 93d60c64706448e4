import type { Context } from "@/lib/access/context";
import { isTimeout } from "@/lib/database/server/database-error";
import { readDatabaseNow } from "@/lib/database/server/read-database-now";
import { isAboutUser } from "@/lib/deletions/words/about-user";
import { comparedWithStore } from "@/lib/deletions/request/effect";
import { bondOf } from "@/lib/deletions/request/reach";
import type { Selection } from "@/lib/deletions/types";
import type { Memory } from "@/lib/memories/types";
import type { SelectionPreview } from "@/lib/stores/preview";
import { keptSelectionOf, storeSelectionOf } from "@/lib/deletions/request/store-selection";
import { ExpectedError } from "@/lib/errors/expected-error";
import { requirePermission } from "@/lib/access/require-permission";
import { getStore } from "@/lib/stores/server/get-store";
import type { StoreId } from "@/lib/stores/store-ids";
import { heldByEach } from "@/lib/holds/server/held-by-each";
import { readHolds } from "@/lib/holds/server/read-holds";
import { withoutHeld } from "../record/with-held";
import { keepPreview } from "./keep-preview";

/**
 * What a selection would delete if it were confirmed now: count, breakdowns, sample, what stays near it, and the instant
 * of the count. Leaves what a confirmation binds to, without any text, and changes nothing else. Throws not_permitted,
 * not_found (the store), invalid_input (no filter), timed_out. `onRead` is told what is read of a remote store, and may throw.
 */
export const previewSelection = async (
  ctx: Context,
  { storeId, selection }: { storeId: StoreId; selection: Selection },
  onRead: (memories: readonly Memory[]) => void = () => undefined,
): Promise<SelectionPreview> => {
  requirePermission(ctx.actor, "memories:delete");
  const cutoffAt = await readDatabaseNow(ctx);
  const holds = await readHolds(ctx.database, { storeId });
  const kept = keptSelectionOf(selection);
  const input = {
    selection: withoutHeld(storeSelectionOf(selection), holds),
    compared: comparedWithStore(selection),
    kept: kept === null ? null : withoutHeld(kept, holds),
    asksNear: isAboutUser(selection),
    cutoffAt,
    bond: bondOf(selection, true),
  };
  try {
    const store = await getStore(ctx, storeId);
    const { id, record, settle } = await keepPreview(ctx, { storeId, cutoffAt });
    const {
      snapshot,
      heldByEach: heldCounts,
      ...shown
    } = await store.preview({
      ...input,
      record: async (memories) => {
        onRead(memories);
        await record(memories);
      },
    });
    const heldBy = heldByEach(holds, heldCounts);
    await settle({
      snapshot,
      selection: shownAs(selection, shown.keptImmutableCount),
      heldBy: heldBy.map((hold) => hold.id),
    });
    return { ...shown, heldBy, id };
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new ExpectedError(
      "timed_out",
      "Counting what would be deleted took too long and was stopped. Nothing was changed. Narrow the selection, or try again when the store is less busy.",
    );
  }
};

/** Where nothing immutable matched, it is the preview of the selection that keeps none as well. */
const shownAs = (selection: Selection, keptImmutableCount: number | null): Selection =>
  "keepsImmutable" in selection && keptImmutableCount === 0
    ? { ...selection, keepsImmutable: false }
    : selection;
