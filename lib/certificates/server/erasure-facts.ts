import type { Context } from "@/lib/access/context";
import { hiddenSelection } from "@/lib/deletions/server/record/hidden-selection";
import { referWith } from "@/lib/deletions/server/record/reference";
import type { Deletion } from "@/lib/deletions/types";
import { otherCountOf } from "@/lib/deletions/verification";
import type { StoreKind } from "@/lib/stores/store-ids";
import { selectionFacts } from "../selection-facts";
import type { CertificateErasure, CertificateNames } from "../types";

/** One ended deletion as a certificate tells of it. */
export const erasureOf = (
  { secret }: Pick<Context, "secret">,
  deletion: Deletion,
  { names, kinds }: { names: CertificateNames; kinds: ReadonlyMap<string, StoreKind> },
): CertificateErasure => {
  const { selection, filter, finishedAt, requestedCount } = deletion;
  if (finishedAt === null) throw new Error("Only a deletion that has ended is certified.");
  const isPlain = filter.state === "plain";
  const shown = names === "plain" || !isPlain ? selection : hiddenSelection(selection, referWith(secret));
  const goneCount = deletion.deletedCount + deletion.absentCount;
  return {
    deletionId: deletion.id,
    store: { id: deletion.storeId, name: deletion.storeName, kind: kinds.get(deletion.storeId) ?? null },
    selection: selectionFacts(shown, new Date(deletion.cutoffAt)),
    values: names === "plain" && isPlain ? "plain" : "references",
    excludedCount: "excludedCount" in selection ? selection.excludedCount : 0,
    keepsImmutable: "keepsImmutable" in selection && selection.keepsImmutable === true,
    requestedAt: deletion.createdAt,
    cutoffAt: deletion.cutoffAt,
    startedAt: deletion.startedAt,
    finishedAt,
    status: endedAs(deletion.status),
    requestedCount,
    erasedCount: deletion.deletedCount,
    absentCount: deletion.absentCount,
    failedCount: deletion.failedCount,
    unknownCount: deletion.unknownCount,
    leftCount: Math.max(0, (requestedCount ?? 0) - goneCount - deletion.failedCount),
    keptImmutableCount: deletion.keptImmutableCount,
    joinedCount: deletion.joinedCount,
    storedSinceCount: Math.max(0, otherCountOf(deletion.verification) - deletion.joinedCount),
    verifiedAt: deletion.verification?.verifiedAt ?? null,
  };
};

const endedAs = (status: Deletion["status"]): CertificateErasure["status"] => {
  switch (status) {
    case "completed":
    case "partial":
    case "failed":
    case "cancelled":
      return status;
    case "queued":
    case "running":
    case "waiting":
    case "paused":
    case "verifying":
      throw new Error("Only a deletion that has ended is certified.");
  }
};
