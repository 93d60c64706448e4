import { sql } from "drizzle-orm";
import { builtinStoreId, builtinStoreName } from "@/lib/stores/store-ids";
import { apiKeyIdSchema, type ApiKey } from "@/lib/api-keys/types";
import { stores } from "@/drizzle/schema/stores";
import { apiKeys } from "@/drizzle/schema/api-keys";

/** What is read of a key to show it: all but the digest. */
export const shownColumns = {
  id: apiKeys.id,
  name: apiKeys.name,
  role: apiKeys.role,
  prefix: apiKeys.prefix,
  createdBy: apiKeys.createdBy,
  createdAt: apiKeys.createdAt,
  lastUsedAt: apiKeys.lastUsedAt,
  revokedAt: apiKeys.revokedAt,
  storeId: apiKeys.storeId,
  storeName: sql<
    string | null
  >`(select store.name from ${stores} as store where store.id = ${apiKeys.storeId})`,
  entities: apiKeys.entities,
  expiresAt: apiKeys.expiresAt,
};

type Row = Pick<typeof apiKeys.$inferSelect, Exclude<keyof typeof shownColumns, "storeName">> & {
  storeName: string | null;
};

/** A row as it crosses the wire. */
export const shownApiKey = (row: Row, now: Date): ApiKey => ({
  id: apiKeyIdSchema.parse(row.id),
  name: row.name,
  role: row.role,
  prefix: row.prefix,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  isExpired: row.expiresAt !== null && row.expiresAt <= now,
  only: {
    store:
      row.storeId === null
        ? null
        : {
            id: row.storeId,
            name: row.storeId === builtinStoreId ? builtinStoreName : (row.storeName ?? row.storeId),
          },
    entities: row.entities,
  },
});
