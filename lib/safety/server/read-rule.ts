import type { Queryable, Transaction } from "@/lib/database/server/database";
import { ruleByDefault, type SafetyRule } from "@/lib/safety/types";
import { safetyRules } from "@/drizzle/schema/approvals";

const columns = {
  isOn: safetyRules.isOn,
  countMax: safetyRules.countMax,
  coversSupport: safetyRules.coversSupport,
};

/** The rule as it is now. What depends on it until a commit reads it by `lockSafetyRule`. */
export const readSafetyRule = async (database: Queryable): Promise<SafetyRule> => {
  const [row] = await database.select(columns).from(safetyRules);
  return row ?? ruleByDefault;
};

/**
 * The rule, which stays as it is until the transaction ends: `share` for what obeys it, `update` to change it. Lock it before
 * an approval, so that two transactions never wait for each other.
 */
export const lockSafetyRule = async (
  transaction: Transaction,
  strength: "share" | "update",
): Promise<SafetyRule> => {
  const [row] = await transaction.select(columns).from(safetyRules).for(strength);
  if (row !== undefined) return row;
  // The first time, there is nothing yet that could be locked.
  await transaction
    .insert(safetyRules)
    .values({ ...ruleByDefault, changedAt: new Date(0) })
    .onConflictDoNothing();
  const [made] = await transaction.select(columns).from(safetyRules).for(strength);
  return made ?? ruleByDefault;
};
