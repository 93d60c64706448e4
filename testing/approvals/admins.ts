import { randomUUID } from "node:crypto";
import type { Context } from "@/lib/access/context";
import { memberActor, type Role } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import type { Database } from "@/lib/database/server/database";
import { ruleByDefault, type SafetyRule } from "@/lib/safety/types";
import { safetyRules } from "@/drizzle/schema/approvals";
import { members } from "@/drizzle/schema/members";

/** For tests: a member who is in the database and has just signed in, with the context in which their verbs run. */
export const signedIn = async (ctx: Context, name: string, role: Role = "admin"): Promise<Context> => {
  const id = memberIdSchema.parse(randomUUID());
  const email = `${name}-${id.slice(0, 8)}@example.com`;
  await ctx.database.insert(members).values({ id, email, role, passwordHash: "not a hash" });
  return {
    ...ctx,
    actor: memberActor({ id, email, role }),
    session: { id: randomUUID(), authenticatedAt: new Date() },
  };
};

/** For tests: the rule of the second person as it is to be, past all that guards it. */
export const setRule = async (database: Database, rule: Partial<SafetyRule>): Promise<void> => {
  const row = { ...ruleByDefault, ...rule, changedAt: new Date() };
  await database.insert(safetyRules).values(row).onConflictDoUpdate({ target: safetyRules.id, set: row });
};
