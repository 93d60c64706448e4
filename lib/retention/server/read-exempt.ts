import { and, eq, gt } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { retentionExemptions } from "@/drizzle/schema/retention";

/** A rule can have so many exemptions. */
export const exemptionsMax = 10_000;

export type Exempt = { ids: MemoryId[]; users: string[] };

/** The memories, and the users, that are kept from a rule at an instant. */
export const readExempt = async (database: Queryable, ruleId: string, at: Date): Promise<Exempt> => {
  const rows = await database
    .select({ kind: retentionExemptions.kind, value: retentionExemptions.value })
    .from(retentionExemptions)
    .where(and(eq(retentionExemptions.ruleId, ruleId), gt(retentionExemptions.untilAt, at)))
    .limit(exemptionsMax + 1);
  if (rows.length > exemptionsMax) throw new Error("A rule has more exemptions than can be.");
  return {
    ids: rows.flatMap(({ kind, value }) => (kind === "memory" ? [memoryIdSchema.parse(value)] : [])),
    users: rows.flatMap(({ kind, value }) => (kind === "user" ? [value] : [])),
  };
};
