import { apiKeyIdSchema, type ApiKey } from "@/lib/api-keys/types";
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
};

/** A row as it crosses the wire. */
export const shownApiKey = (row: Pick<typeof apiKeys.$inferSelect, keyof typeof shownColumns>): ApiKey => ({
  id: apiKeyIdSchema.parse(row.id),
  name: row.name,
  role: row.role,
  prefix: row.prefix,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
});
