import { createHmac } from "node:crypto";
import { foldText } from "@/lib/text/fold-text";

const keyOf = (secret: string): Buffer => createHmac("sha256", secret).update("lethe suppression").digest();

/**
 * Makes the digests that stand for suppressed ids: 32 bytes of HMAC-SHA-256 with a key of their own, without case and without space
 * around, so that an id typed on a ticket holds back the same id in capitals. Without LETHE_SECRET they say nothing of whose they
 * are. They are erased by lifting the suppression, or with the ticket's record.
 */
export const suppressedDigests = (secret: string): ((id: string) => Buffer) => {
  const key = keyOf(secret);
  return (id) => createHmac("sha256", key).update(foldText(id).trim().toWellFormed()).digest();
};

/** Tells digests of this secret from those of another, which match nothing any more. */
export const suppressionKeyCheckOf = (secret: string): Buffer =>
  createHmac("sha256", keyOf(secret)).update("check").digest().subarray(0, 8);
