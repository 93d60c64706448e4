import { bigint, pgTable } from "drizzle-orm/pg-core";
import { instant } from "./column-types.ts";

/**
 * One row for each statement that deleted memories and after which the store was not settled yet: a trigger on `memories`
 * writes it, so that no way of deleting can forget it, and a stop or a crash cannot lose it.
 */
export const upkeepDue = pgTable("upkeep_due", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  notedAt: instant("noted_at").notNull().defaultNow(),
});
