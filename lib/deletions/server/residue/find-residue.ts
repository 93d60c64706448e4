import type { Context } from "@/lib/access/context";
import { copiesFrom } from "@/lib/deletions/copies";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import type { ResidueLine } from "@/lib/stores/residue";
import { noteCopies } from "./note-copies";
import { residueSubject } from "./residue-subject";
import { copiesOf } from "../record/row-json";

/**
 * Looks for copies that outlive a finished deletion, in every place where its store is known to keep some: a line for each,
 * none for a store of another kind. What is found is noted in its row. Throws as `residueSubject` does, and StoreError.
 */
export const findResidue = async (ctx: Context, { id }: { id: DeletionId }): Promise<ResidueLine[]> => {
  const { row, residue, input } = await residueSubject(ctx, id);
  if (residue === null) return [];
  const lines = await residue.find(input);
  await noteCopies(ctx, row, copiesFrom(lines, ctx.now(), copiesOf(row)));
  return lines;
};
