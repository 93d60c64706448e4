import { asc } from "drizzle-orm";
import { apiKeys } from "@/drizzle/schema/api-keys";
import { members } from "@/drizzle/schema/members";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";

const countMax = 500;

/** Who events of the ledger can be narrowed to: members and API keys, with the names that they have now. Throws not_permitted. */
export const listEventActors = async (
  ctx: Context,
): Promise<{ id: string; label: string; kind: "member" | "api-key" }[]> => {
  requirePermission(ctx.actor, "ledger:read");
  const [people, keys] = await Promise.all([
    ctx.database
      .select({ id: members.id, label: members.email })
      .from(members)
      .orderBy(asc(members.email))
      .limit(countMax),
    ctx.database
      .select({ id: apiKeys.id, label: apiKeys.name })
      .from(apiKeys)
      .orderBy(asc(apiKeys.name))
      .limit(countMax),
  ]);
  return [
    ...people.map((person) => ({ ...person, kind: "member" as const })),
    ...keys.map((key) => ({ ...key, kind: "api-key" as const })),
  ];
};
