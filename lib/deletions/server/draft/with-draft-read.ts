import { and, eq, gt, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Context } from "@/lib/access/context";
import { draftReferenceSchema } from "@/lib/deletions/draft/draft";
import { ExpectedError } from "@/lib/errors/expected-error";
import { isJsonObject } from "@/lib/json/json-object";
import { selectionDrafts } from "@/drizzle/schema/selection-drafts";
import { draftHoursMax } from "./prune-drafts";

/**
 * Parses the input of an action whose selection may be a reference to a draft, of this member alone: the selection takes its
 * place. Throws invalid_input with a sentence about what is wrong, also when the draft is not known (any more).
 */
export const withDraftRead = async <Schema extends z.ZodType>(
  ctx: Context,
  schema: Schema,
  input: unknown,
): Promise<z.output<Schema>> => {
  const reference = isJsonObject(input) ? draftReferenceSchema.safeParse(input["selection"]) : null;
  const whole =
    reference?.success === true && isJsonObject(input)
      ? { ...input, selection: await readDraft(ctx, reference.data.id) }
      : input;
  const parsed = schema.safeParse(whole);
  if (parsed.success) return parsed.data;
  throw new ExpectedError("invalid_input", parsed.error.issues[0]?.message ?? "The request was not valid.");
};

const readDraft = async (ctx: Context, id: string): Promise<unknown> => {
  const [draft] = await ctx.database
    .select({ selection: selectionDrafts.selection })
    .from(selectionDrafts)
    .where(
      and(
        eq(selectionDrafts.id, id),
        eq(selectionDrafts.memberId, ctx.actor.id),
        gt(selectionDrafts.createdAt, sql`now() - make_interval(hours => ${draftHoursMax})`),
      ),
    );
  if (draft !== undefined) return draft.selection;
  throw new ExpectedError(
    "invalid_input",
    "This selection has expired. Nothing was deleted. Preview the deletion again.",
  );
};
