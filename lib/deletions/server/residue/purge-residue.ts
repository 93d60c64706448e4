import type { Context } from "@/lib/access/context";
import { copiesFrom } from "@/lib/deletions/copies";
import type { PurgeResidueInput } from "@/lib/deletions/residue-schema";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { LedgerBody } from "@/lib/ledger/canonical";
import { recordEvent, type LedgerEventKind } from "@/lib/ledger/server/record-event";
import type { ResidueLine } from "@/lib/stores/residue";
import { purgedBody } from "../record/deletion-events";
import { noteCopies } from "./note-copies";
import { residueSubject } from "./residue-subject";
import { copiesOf } from "../record/row-json";

/**
 * Removes the copies of a finished deletion in one place, when there are as many as were shown. What is about to be done is in
 * the ledger before it is done, and what became of it afterwards. Returns what is there now. Throws as `residueSubject` does,
 * count_changed, not_found when there is nothing that can be removed, and StoreError.
 */
export const purgeResidue = async (ctx: Context, wish: PurgeResidueInput): Promise<ResidueLine[]> => {
  const { row, residue, input } = await residueSubject(ctx, wish.id);
  const lines = residue === null ? [] : await residue.find(input);
  const line = lines.find(({ place }) => place === wish.place);
  const storedCount = line?.storedCount ?? 0;
  if (storedCount > 0)
    throw new ExpectedError("count_changed", "There are memories of these users again. Delete them first.", {
      count: storedCount,
    });
  if (residue === null || line?.canPurge !== true)
    throw new ExpectedError("not_found", "There is nothing here that Lethe can remove.");
  if (line.count !== wish.expectedCount)
    throw new ExpectedError("count_changed", "The number of copies has changed since it was shown.", {
      count: line.count,
    });

  const record = (kind: LedgerEventKind, counts: LedgerBody) =>
    ctx.database.transaction((transaction) =>
      recordEvent(transaction, { kind, body: purgedBody(row, ctx.actor, wish.place, counts), at: ctx.now() }),
    );
  await record("deletion.purge-requested", { expectedCount: wish.expectedCount });
  const purgedCount = await residue.purge({ ...input, place: wish.place });
  await record("deletion.purged", { purgedCount });
  const left = await residue.find(input);
  const copies = copiesFrom(left, ctx.now(), copiesOf(row), { place: wish.place, count: purgedCount });
  await noteCopies(ctx, row, copies);
  return left;
};
