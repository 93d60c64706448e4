import type { RequestDeletionInput, UncountedDeletionInput } from "@/lib/deletions/request/schema";
import { digestKeyOf, digestOf } from "../record/digest-keys";
import { inOrder } from "../preview/selection-digest";

/**
 * Tells a repeated request from another one that carries the same key. Keyed, since what it covers (a user id, a reason)
 * could be guessed. The order of ids does not matter.
 */
export const requestDigestOf = (
  secret: string,
  salt: Buffer,
  input: RequestDeletionInput | UncountedDeletionInput,
): string => {
  const { selection, storeId, expectedCount, cutoffAt, reason, ticket } = input;
  return digestOf(digestKeyOf(secret, salt, "request"), {
    selection: inOrder(selection),
    storeId,
    expectedCount,
    cutoffAt: cutoffAt.toISOString(),
    reason,
    ticket,
  });
};
