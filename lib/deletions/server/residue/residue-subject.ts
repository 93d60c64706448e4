import { eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { isFinished } from "@/lib/deletions/status";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { ExpectedError } from "@/lib/errors/expected-error";
import { requirePermission } from "@/lib/access/require-permission";
import type { ResidueInput, StoreResidue } from "@/lib/stores/residue";
import { getStoreOfDeletion } from "@/lib/stores/server/get-store";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { deletions } from "@/drizzle/schema/deletions";
import { requireOwnKind } from "../record/require-own-kind";
import { residueInputOf } from "./residue-input";

type Row = typeof deletions.$inferSelect;

/** `residue` null: the store is of a kind that has no copies to be looked for. */
export type ResidueSubject = { row: Row; residue: StoreResidue | null; input: ResidueInput };

/** A finished deletion, and how its store is asked about copies of it. Throws not_permitted, not_found (also of its store), wrong_status. */
export const residueSubject = async (ctx: Context, id: DeletionId): Promise<ResidueSubject> => {
  requirePermission(ctx.actor, "memories:delete");
  const [row] = await ctx.database.select().from(deletions).where(eq(deletions.id, id));
  if (row === undefined) throw new ExpectedError("not_found", "There is no deletion with this ID.");
  requireOwnKind(ctx.actor, row);
  if (!isFinished(row.status))
    throw new ExpectedError("wrong_status", "Lethe looks for copies when a deletion has finished.");
  const store = await getStoreOfDeletion(ctx, storeIdSchema.parse(row.storeId));
  const residue = store.deletes === "remotely" ? (store.residue ?? null) : null;
  return { row, residue, input: await residueInputOf(ctx.database, row, residue?.places ?? []) };
};
