import { and, desc, eq, isNotNull, isNull, ne, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { ExpectedError } from "@/lib/errors/expected-error";
import type {
  ComingRuns,
  NextRun,
  RetentionRule,
  RetentionRun,
  RuleId,
  RuleVersion,
  WaitingRun,
} from "@/lib/retention/types";
import { retentionRules, retentionRuns, retentionVersions } from "@/drizzle/schema/retention";
import { rulesFrom, runsFrom, versionsFrom } from "./rule-row";

/** More rules than anybody keeps an eye on. */
export const ruleCountMax = 200;
const runsShownMax = 30;
const versionsShownMax = 50;

const ofCurrent = and(
  eq(retentionVersions.ruleId, retentionRules.id),
  eq(retentionVersions.version, retentionRules.version),
);

/** Every rule there is, but for removed ones, by name. Throws not_permitted. */
export const listRules = async (ctx: Context): Promise<RetentionRule[]> => {
  requirePermission(ctx.actor, "deletions:read");
  const rows = await ctx.database
    .select({ rule: retentionRules, version: retentionVersions })
    .from(retentionRules)
    .innerJoin(retentionVersions, ofCurrent)
    .where(ne(retentionRules.status, "removed"))
    .orderBy(retentionVersions.name, retentionRules.id)
    .limit(ruleCountMax);
  return rulesFrom(ctx, rows);
};

/** One of them, removed or not. Throws not_permitted, not_found. */
export const getRule = async (ctx: Context, id: RuleId): Promise<RetentionRule> => {
  requirePermission(ctx.actor, "deletions:read");
  const rows = await ctx.database
    .select({ rule: retentionRules, version: retentionVersions })
    .from(retentionRules)
    .innerJoin(retentionVersions, ofCurrent)
    .where(eq(retentionRules.id, id));
  const [rule] = await rulesFrom(ctx, rows);
  if (rule === undefined) throw ruleNotFound();
  return rule;
};

export const ruleNotFound = () => new ExpectedError("not_found", "There is no retention rule with this ID.");

/** What it said before, and since when, newest first. Throws not_permitted. */
export const listVersions = async (ctx: Context, id: RuleId): Promise<RuleVersion[]> => {
  requirePermission(ctx.actor, "deletions:read");
  const rows = await ctx.database
    .select()
    .from(retentionVersions)
    .where(eq(retentionVersions.ruleId, id))
    .orderBy(desc(retentionVersions.version))
    .limit(versionsShownMax);
  return versionsFrom(ctx, rows);
};

/** Its runs of late, newest first. Throws not_permitted. */
export const listRuns = async (ctx: Context, id: RuleId): Promise<RetentionRun[]> => {
  requirePermission(ctx.actor, "deletions:read");
  const rows = await ctx.database
    .select()
    .from(retentionRuns)
    .where(eq(retentionRuns.ruleId, id))
    .orderBy(desc(retentionRuns.dueAt))
    .limit(runsShownMax);
  return runsFrom(ctx, rows);
};

/** The rules that run next, soonest first. Throws not_permitted. */
export const nextRuns = async (ctx: Context, { limit }: { limit: number }): Promise<NextRun[]> => {
  requirePermission(ctx.actor, "deletions:read");
  const rows = await ctx.database
    .select({
      ruleId: retentionRules.id,
      name: retentionVersions.name,
      nextRunAt: retentionRules.nextRunAt,
      dueCount: sql<number>`(select count(*)::int from retention_waiting as waiting
        where waiting.rule_id = ${retentionRules}.id and waiting.due_at <= ${retentionRules}.next_run_at)`,
    })
    .from(retentionRules)
    .innerJoin(retentionVersions, ofCurrent)
    .where(and(eq(retentionRules.status, "on"), isNotNull(retentionRules.nextRunAt)))
    .orderBy(retentionRules.nextRunAt)
    .limit(limit);
  return rows.flatMap(({ nextRunAt, ...row }) =>
    nextRunAt === null ? [] : [{ ...row, nextRunAt: nextRunAt.toISOString() }],
  );
};

/** Runs that wait for a person, as they would take more than they may; oldest first. Throws not_permitted. */
export const waitingRuns = async (ctx: Context): Promise<WaitingRun[]> => {
  requirePermission(ctx.actor, "deletions:read");
  const rows = await ctx.database
    .select({
      runId: retentionRuns.id,
      ruleId: retentionRuns.ruleId,
      name: retentionVersions.name,
      dueCount: retentionRuns.dueCount,
      since: retentionRuns.asOf,
    })
    .from(retentionRuns)
    .innerJoin(
      retentionVersions,
      and(
        eq(retentionVersions.ruleId, retentionRuns.ruleId),
        eq(retentionVersions.version, retentionRuns.version),
      ),
    )
    .where(and(eq(retentionRuns.status, "waiting"), isNull(retentionRuns.endedAt)))
    .orderBy(retentionRuns.asOf)
    .limit(ruleCountMax);
  return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
};

const comingRunsMax = 3;

/** What rules are going to do, and where they wait for somebody. Throws not_permitted. */
export const listComingRuns = async (ctx: Context): Promise<ComingRuns> => {
  const [next, waiting] = await Promise.all([nextRuns(ctx, { limit: comingRunsMax }), waitingRuns(ctx)]);
  return { next, waiting };
};
