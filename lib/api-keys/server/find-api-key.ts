import { and, eq, isNull } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import type { Role } from "@/lib/access/types";
import { apiKeys } from "@/drizzle/schema/api-keys";
import { digestOf } from "./new-key";

/** The active key that a text is, or null. */
export const findApiKey = async (
  database: Queryable,
  key: string,
): Promise<{ id: string; name: string; role: Role } | null> => {
  const [row] = await database
    .select({ id: apiKeys.id, name: apiKeys.name, role: apiKeys.role })
    .from(apiKeys)
    .where(and(eq(apiKeys.keyDigest, digestOf(key)), isNull(apiKeys.revokedAt)));
  return row ?? null;
};
