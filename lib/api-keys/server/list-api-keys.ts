import { asc, desc, isNotNull } from "drizzle-orm";
import type { ApiKeyList } from "@/lib/api-keys/types";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { apiKeys } from "@/drizzle/schema/api-keys";
import { shownApiKey, shownColumns } from "./api-key-row";

const listedMax = 500;

/** The keys, active ones first and then the newest, at most 500 of them; none of the keys themselves. Throws not_permitted. */
export const listApiKeys = async (ctx: Pick<Context, "actor" | "database" | "now">): Promise<ApiKeyList> => {
  requirePermission(ctx.actor, "api-keys:manage");
  const now = ctx.now();
  const [rows, total] = await Promise.all([
    ctx.database
      .select(shownColumns)
      .from(apiKeys)
      .orderBy(asc(isNotNull(apiKeys.revokedAt)), desc(apiKeys.createdAt), desc(apiKeys.id))
      .limit(listedMax),
    ctx.database.$count(apiKeys),
  ]);
  return { keys: rows.map((row) => shownApiKey(row, now)), total };
};
