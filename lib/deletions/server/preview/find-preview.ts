import { and, eq, gt, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { RequestDeletionInput } from "@/lib/deletions/request/schema";
import type { Selection } from "@/lib/deletions/types";
import { ExpectedError } from "@/lib/errors/expected-error";
import { previews } from "@/drizzle/schema/previews";
import { selectionDigestOf } from "./selection-digest";

export type Preview = typeof previews.$inferSelect;

/** How long a preview can be confirmed. */
export const previewHoursMax = 24;

/**
 * The preview that a request confirms; null for one that names none. Throws invalid_input when it is not known any more, or
 * was one of something else: what it showed would not be what is deleted.
 */
export const findPreview = async (
  ctx: Context,
  input: Pick<RequestDeletionInput, "previewId" | "storeId" | "selection" | "cutoffAt">,
): Promise<Preview | null> => {
  if (input.previewId === null) return null;
  const [preview] = await ctx.database
    .select()
    .from(previews)
    .where(
      and(
        eq(previews.id, input.previewId),
        gt(previews.createdAt, sql`now() - make_interval(hours => ${previewHoursMax})`),
      ),
    );
  const isSame =
    preview?.storeId === input.storeId &&
    preview.cutoffAt.getTime() === input.cutoffAt.getTime() &&
    spellings(input.selection).some(
      (selection) => selectionDigestOf(ctx.secret, preview.digestSalt, selection) === preview.selectionDigest,
    );
  if (preview === undefined || !isSame) {
    throw new ExpectedError(
      "invalid_input",
      "This preview has expired or was of something else. Nothing was deleted. Preview the deletion again.",
    );
  }
  return preview;
};

/** Where nothing immutable matched, to keep what is immutable is to keep nothing: a preview of both is one (see shownAs). */
const spellings = (selection: Selection): Selection[] =>
  "keepsImmutable" in selection && selection.keepsImmutable
    ? [selection, { ...selection, keepsImmutable: false }]
    : [selection];
