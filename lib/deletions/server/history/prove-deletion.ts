import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { ExpectedError } from "@/lib/errors/expected-error";
import { eventsOfDeletions } from "@/lib/ledger/server/events-of";
import type { StoredCheckpoint } from "@/lib/ledger/server/log/checkpoints";
import { gatherBundle } from "@/lib/ledger/server/log/gather-bundle";
import { getDeletion } from "./get-deletion";

/**
 * The proof bundle of a deletion, a zip: every event of the ledger that tells of it so far. For who may issue certificates, as it is
 * evidence to be given away, and says no more of it than its page does. `attest` gives a checkpoint with the event of that number.
 * Throws not_permitted, not_found, `unavailable` when nothing is signed.
 */
export const proveDeletion = async (
  ctx: Context,
  id: DeletionId,
  attest: (seq: number) => Promise<StoredCheckpoint>,
): Promise<Uint8Array<ArrayBuffer>> => {
  requirePermission(ctx.actor, "certificates:issue");
  await getDeletion(ctx, id);
  const seqs = (await eventsOfDeletions(ctx.database, [id])).map(({ seq }) => seq);
  const last = seqs.at(-1);
  if (last === undefined)
    throw new ExpectedError("not_found", "The ledger has no event of this deletion: verify it.");
  return gatherBundle(ctx.database, { seqs, checkpoint: await attest(last) });
};
