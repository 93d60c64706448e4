import { and, eq, isNull } from "drizzle-orm";
import type { Restriction } from "@/lib/access/restriction";
import type { Queryable } from "@/lib/database/server/database";
import type { Role } from "@/lib/access/types";
import { apiKeys } from "@/drizzle/schema/api-keys";
import { digestOf } from "./new-key";

/** A key that was not revoked. Whoever lets it in looks whether it has expired. */
type FoundKey = {
  id: string;
  name: string;
  role: Role;
  restriction: Restriction | null;
  expiresAt: Date | null;
};

/** The key that a text is, or null when there is none, or it was revoked. */
export const findApiKey = async (database: Queryable, key: string): Promise<FoundKey | null> => {
  const [row] = await database
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      role: apiKeys.role,
      storeId: apiKeys.storeId,
      entities: apiKeys.entities,
      expiresAt: apiKeys.expiresAt,
    })
    .from(apiKeys)
    .where(and(eq(apiKeys.keyDigest, digestOf(key)), isNull(apiKeys.revokedAt)));
  if (row === undefined) return null;
  const { storeId, entities, ...found } = row;
  return { ...found, restriction: storeId === null && entities === null ? null : { storeId, entities } };
};
