import { eq } from "drizzle-orm";
import type { CreateApiKeyInput } from "@/lib/api-keys/schema";
import type { NewApiKey } from "@/lib/api-keys/types";
import type { Context } from "@/lib/access/context";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import { requirePermission } from "@/lib/access/require-permission";
import { requirePermit, usePermit } from "@/lib/safety/server/require-permit";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { stores } from "@/drizzle/schema/stores";
import { apiKeys } from "@/drizzle/schema/api-keys";
import { shownApiKey, shownColumns } from "./api-key-row";
import { digestOf, newKey, prefixOf } from "./new-key";

/**
 * Makes a key of a role. Only the answer holds the key itself; the ledger gets its id and role, and of what it is narrowed to the
 * store, the number of entities and the end. Throws not_permitted, not_found (the store), invalid_input (the last day is over), reauthentication_required, and approval_required for an admin's key while the rule of the second person is on.
 */
export const createApiKey = async (
  ctx: Pick<Context, "actor" | "database" | "now" | "session">,
  { name, role, storeId = null, entities = null, expiresOn = null }: CreateApiKeyInput,
): Promise<NewApiKey> => {
  requirePermission(ctx.actor, "api-keys:manage");
  requireRecentSignIn(ctx);
  const needsPermit = role === "admin";
  const expiresAt = expiresOn === null ? null : endOf(expiresOn);
  if (expiresAt !== null && expiresAt <= ctx.now())
    throw new ExpectedError("invalid_input", "The last day of the key is over already.");
  if (storeId !== null) await requireKnownStore(ctx, storeId);
  const narrowed = { storeId, entities, expiresAt: expiresAt?.toISOString() ?? null };
  const change = { action: "create" as const, name, role, ...narrowed };
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
        storeId,
        entities,
        expiresAt,
      })
      .returning(shownColumns);
    if (row === undefined) throw new Error("An insert answered no row.");
    const { kind, id } = ctx.actor;
    const body = {
      actor: { kind, id },
      apiKeyId: row.id,
      role,
      // Which entities can name a person.
      ...(storeId === null ? {} : { storeId }),
      ...(entities === null ? {} : { entityCount: entities.length }),
      ...(expiresAt === null ? {} : { expiresAt: narrowed.expiresAt }),
    };
    await recordEvent(transaction, { kind: "api-key.created", body, at: createdAt });
    return { apiKey: shownApiKey(row, createdAt), key };
  });
};

const dayMs = 86_400_000;

/** The end of a day in UTC. */
const endOf = (day: string): Date => new Date(Date.parse(`${day}T00:00:00Z`) + dayMs);

const requireKnownStore = async ({ database }: Pick<Context, "database">, storeId: string): Promise<void> => {
  if (storeId === builtinStoreId || (await database.$count(stores, eq(stores.id, storeId))) > 0) return;
  throw new ExpectedError("not_found", "There is no store with this ID.");
};
