import type { Context } from "@/lib/access/context";
import { createVerifier } from "@/lib/ledger/verifier";
import type { VerificationMessage } from "@/lib/ledger/types";
import { requirePermission } from "@/lib/access/require-permission";
import { loadAnchors } from "./load-anchors";
import { findHead, readEvents } from "./read-events";

const progressEvery = 5000;

/**
 * Verifies the whole stored ledger against the anchor file: says how far it is, and in the end what was found. Ends
 * without a report when `signal` is aborted. Throws not_permitted.
 */
export async function* verifyStoredLedger(
  ctx: Pick<Context, "actor" | "database">,
  input: { anchorFile: string; signal?: AbortSignal },
): AsyncGenerator<VerificationMessage> {
  requirePermission(ctx.actor, "ledger:read");
  const startedAt = performance.now();
  // Before the events are read: what is anchored meanwhile lies behind the head that is verified.
  const { anchors, source } = await loadAnchors(ctx.database, input.anchorFile);
  const eventCount = (await findHead(ctx.database))?.seq ?? 0;
  const verifier = createVerifier(anchors);
  let checkedCount = 0;
  for await (const event of readEvents(ctx.database, input.signal)) {
    verifier.check(event);
    checkedCount++;
    if (checkedCount % progressEvery === 0) yield { type: "progress", checkedCount, eventCount };
  }
  if (input.signal?.aborted === true) return;
  const durationMs = Math.round(performance.now() - startedAt);
  yield { type: "report", report: verifier.report(), source, durationMs };
}
