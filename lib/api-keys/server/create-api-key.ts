import type { CreateApiKeyInput } from "@/lib/api-keys/schema";
import type { NewApiKey } from "@/lib/api-keys/types";
import type { Context } from "@/lib/access/context";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import { requirePermission } from "@/lib/access/require-permission";
import { requirePermit, usePermit } from "@/lib/safety/server/require-permit";
import { apiKeys } from "@/drizzle/schema/api-keys";
import { shownApiKey, shownColumns } from "./api-key-row";
import { digestOf, newKey, prefixOf } from "./new-key";

/**
 * Makes a key of a role. Only the answer holds the key itself; the ledger gets its id and role.
 * Throws not_permitted, reauthentication_required, and approval_required for an admin's key while the rule of the second person is on.
 */
export const createApiKey = async (
  ctx: Pick<Context, "actor" | "database" | "now" | "session">,
  { name, role }: CreateApiKeyInput,
): Promise<NewApiKey> => {
  requirePermission(ctx.actor, "api-keys:manage");
  requireRecentSignIn(ctx);
  const needsPermit = role === "admin";
  const change = { action: "create" as const, name, role, storeId: null, entities: null, expiresAt: null };
  const permit = needsPermit ? await requirePermit(ctx, { kind: "api-key", change }) : null;
  const key = newKey();
  const createdAt = ctx.now();
  return ctx.database.transaction(async (transaction) => {
    if (needsPermit) await usePermit(transaction, permit);
    const [row] = await transaction
      .insert(apiKeys)
      .values({
        name,
        role,
        prefix: prefixOf(key),
        keyDigest: digestOf(key),
        createdBy: ctx.actor,
        createdAt,
      })
      .returning(shownColumns);
    if (row === undefined) throw new Error("An insert answered no row.");
    const { kind, id } = ctx.actor;
    const body = { actor: { kind, id }, apiKeyId: row.id, role };
    await recordEvent(transaction, { kind: "api-key.created", body, at: createdAt });
    return { apiKey: shownApiKey(row), key };
  });
};
