import { timingSafeEqual } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { RequestDeletionInput, UncountedDeletionInput } from "@/lib/deletions/request/schema";
import type { Deletion } from "@/lib/deletions/types";
import { ExpectedError } from "@/lib/errors/expected-error";
import { deletions } from "@/drizzle/schema/deletions";
import { deletionColumns, deletionFrom } from "../history/deletion-row";
import { requestDigestOf } from "./request-digest";

/**
 * The deletion that the same actor requested with the same idempotency key, or null. Throws idempotency_key_reused when
 * that was a request for something else.
 */
export const findEarlierRequest = async (
  ctx: Context,
  input: RequestDeletionInput | UncountedDeletionInput,
): Promise<Deletion | null> => {
  const [row] = await ctx.database
    .select({ ...deletionColumns, salt: deletions.digestSalt, requestDigest: deletions.requestDigest })
    .from(deletions)
    .where(
      and(
        sql`${deletions.actor} ->> 'id' = ${ctx.actor.id}`,
        eq(deletions.idempotencyKey, input.idempotencyKey),
      ),
    );
  if (row === undefined) return null;
  const { salt, requestDigest, ...shown } = row;
  const given = Buffer.from(requestDigestOf(ctx.secret, salt, input), "hex");
  const kept = Buffer.from(requestDigest, "hex");
  if (given.length === kept.length && timingSafeEqual(given, kept)) return deletionFrom(ctx, shown);
  throw new ExpectedError(
    "idempotency_key_reused",
    "Another deletion was already requested with this idempotency key. Preview it again to get a new one.",
  );
};
