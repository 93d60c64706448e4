import { eq } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import type { Actor } from "@/lib/access/types";
import { apiKeys } from "@/drizzle/schema/api-keys";

/** The member who stands behind a request and cannot approve it: who asked, or who made the key that asked; null for the system. */
export const requesterOf = async (database: Queryable, actor: Actor): Promise<string | null> => {
  if (actor.kind === "member") return actor.id;
  if (actor.kind === "system") return null;
  const [key] = await database
    .select({ createdBy: apiKeys.createdBy })
    .from(apiKeys)
    .where(eq(apiKeys.id, actor.id));
  return key?.createdBy.kind === "member" ? key.createdBy.id : null;
};
