import { desc } from "drizzle-orm";
import { ledgerAnchors } from "@/drizzle/schema/ledger";
import type { Context } from "@/lib/access/context";
import type { ShownAnchor } from "@/lib/ledger/types";
import { requirePermission } from "@/lib/access/require-permission";

const countMax = 20;

/** The anchors that were tried last, newest first. Throws not_permitted. */
export const listAnchors = async (ctx: Context): Promise<ShownAnchor[]> => {
  requirePermission(ctx.actor, "ledger:read");
  const rows = await ctx.database
    .select()
    .from(ledgerAnchors)
    .orderBy(desc(ledgerAnchors.id))
    .limit(countMax);
  return rows.map((row) => ({
    ...row,
    hash: row.hash.toString("hex"),
    anchoredAt: row.anchoredAt.toISOString(),
  }));
};
