import { and, eq, isNull } from "drizzle-orm";
import type { ApiKey, ApiKeyId } from "@/lib/api-keys/types";
import type { Context } from "@/lib/access/context";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { requirePermission } from "@/lib/access/require-permission";
import { apiKeys } from "@/drizzle/schema/api-keys";
import { shownApiKey, shownColumns } from "./api-key-row";

/**
 * Ends a key for good: from the commit on, every request with it is refused, by every Lethe process. Deletions it has
 * requested go on. Revoking a revoked key changes nothing. Returns the key; throws not_permitted and not_found.
 */
export const revokeApiKey = async (
  ctx: Pick<Context, "actor" | "database" | "now">,
  { id }: { id: ApiKeyId },
): Promise<ApiKey> => {
  requirePermission(ctx.actor, "api-keys:manage");
  const revokedAt = ctx.now();
  return ctx.database.transaction(async (transaction) => {
    // Of two at once the second waits for the first, finds the key revoked, and leaves no second event.
    const [revoked] = await transaction
      .update(apiKeys)
      .set({ revokedAt })
      .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
      .returning(shownColumns);
    if (revoked === undefined) {
      const [row] = await transaction.select(shownColumns).from(apiKeys).where(eq(apiKeys.id, id));
      if (row === undefined) throw new ExpectedError("not_found", "There is no API key with this ID.");
      return shownApiKey(row, revokedAt);
    }
    const { kind, id: actorId } = ctx.actor;
    const body = { actor: { kind, id: actorId }, apiKeyId: id, role: revoked.role };
    await recordEvent(transaction, { kind: "api-key.revoked", body, at: revokedAt });
    return shownApiKey(revoked, revokedAt);
  });
};
