import { createVerifier } from "./verifier";
import type { Anchor, LedgerEvent, Report, UnreadableLine } from "./types";

/**
 * Checks a whole ledger, given in its order: every hash, every link, that no number is missing or there twice, and that
 * what was anchored is still there. Memory does not grow with the number of events, only with that of the anchors.
 *
 * A chain alone shows edits, gaps and reordering. A cut-off tail and a rewrite of everything show only against anchors that
 * were kept outside, and only up to the last of them: see `anchoredThrough` and `unanchoredCount` in the report.
 */
export const verifyLedger = async (
  events: AsyncIterable<LedgerEvent | UnreadableLine>,
  anchors: readonly Anchor[] = [],
): Promise<Report> => {
  const verifier = createVerifier(anchors);
  for await (const event of events) verifier.check(event);
  return verifier.report();
};
