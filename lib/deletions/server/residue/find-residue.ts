import type { Context } from "@/lib/context";
import type { DeletionId } from "@/lib/deletions/types";
import type { ResidueLine } from "@/lib/stores/residue";
import { residueSubject } from "./residue-subject";

/**
 * Looks for copies that outlive a finished deletion, in every place where its store is known to keep some: a line for each,
 * none for a store of another kind. Changes nothing. Throws as `residueSubject` does, and StoreError.
 */
export const findResidue = async (ctx: Context, { id }: { id: DeletionId }): Promise<ResidueLine[]> => {
  const { residue, input } = await residueSubject(ctx, id);
  return residue === null ? [] : residue.find(input);
};
