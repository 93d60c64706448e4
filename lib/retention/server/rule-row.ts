import { and, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { mayReadFilters } from "@/lib/deletions/server/history/deletion-row";
import { hiddenSelection } from "@/lib/deletions/server/record/hidden-selection";
import { referWith } from "@/lib/deletions/server/record/reference";
import type { Filter } from "@/lib/filters/filter";
import { filterSchema } from "@/lib/filters/filter-schema";
import { limitOf, usualOf } from "@/lib/retention/guard";
import {
  ruleIdSchema,
  runIdSchema,
  type RetentionRule,
  type RetentionRun,
  type RuleTerms,
  type RuleVersion,
} from "@/lib/retention/types";
import { builtinStoreId, builtinStoreName } from "@/lib/stores/store-ids";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { deletions } from "@/drizzle/schema/deletions";
import { members } from "@/drizzle/schema/members";
import {
  type retentionRules,
  retentionRuns,
  type retentionVersions,
  retentionWaiting,
} from "@/drizzle/schema/retention";
import { stores } from "@/drizzle/schema/stores";

export type RuleRow = typeof retentionRules.$inferSelect;
export type VersionRow = typeof retentionVersions.$inferSelect;
export type RunRow = typeof retentionRuns.$inferSelect;

const usualRunsRead = 30;

/** What a version says; throws for one whose filter is gone, as its rule was removed. */
export const termsOf = (row: VersionRow): RuleTerms => ({ ...row, filter: filterSchema.parse(row.filter) });

/** How many memories of a rule's next run go without a person. */
export const limitOfRule = async (
  { database }: Pick<Context, "database">,
  version: Pick<VersionRow, "ruleId" | "countMax" | "usualFactor">,
): Promise<number> => {
  const rows = await database
    .select({ dueCount: retentionRuns.dueCount, letCount: retentionRuns.letCount })
    .from(retentionRuns)
    .where(and(eq(retentionRuns.ruleId, version.ruleId), eq(retentionRuns.status, "done")))
    .orderBy(desc(retentionRuns.dueAt))
    .limit(usualRunsRead);
  // A run that a person let go on was out of the ordinary.
  return limitOf(version, usualOf(rows.map(({ dueCount, letCount }) => (letCount === null ? dueCount : 0))));
};

/** Rules as the one who asks sees them. */
export const rulesFrom = async (
  ctx: Context,
  rows: readonly { rule: RuleRow; version: VersionRow }[],
): Promise<RetentionRule[]> => {
  if (rows.length === 0) return [];
  const ids = rows.map(({ rule }) => rule.id);
  const [lastRuns, waiting, storeNames, versions] = await Promise.all([
    lastRunsOf(ctx, ids),
    waitingOf(ctx, ids),
    storeNamesOf(ctx),
    versionsFrom(
      ctx,
      rows.map(({ version }) => version),
    ),
  ]);
  return Promise.all(
    rows.map(async ({ rule, version }, index): Promise<RetentionRule> => {
      const current = versions[index];
      if (current === undefined) throw new Error("Every rule has a version.");
      return {
        id: ruleIdSchema.parse(rule.id),
        storeId: storeIdSchema.parse(rule.storeId),
        storeName: storeNames.get(rule.storeId) ?? rule.storeId,
        status: rule.status,
        pausedBecause: rule.pausedBecause,
        isDeclared: rule.declaredAs !== null,
        current,
        nextRunAt: rule.nextRunAt?.toISOString() ?? null,
        createdBy: rule.createdBy,
        createdAt: rule.createdAt.toISOString(),
        lastRun: lastRuns.get(rule.id) ?? null,
        waitingCount: waiting.get(rule.id)?.count ?? 0,
        waitingDueAt: waiting.get(rule.id)?.dueAt ?? null,
        limit: await limitOfRule(ctx, version),
      };
    }),
  );
};

export const versionsFrom = async (ctx: Context, rows: readonly VersionRow[]): Promise<RuleVersion[]> => {
  const names = await memberNames(
    ctx,
    rows.map(({ answererId }) => answererId),
  );
  const mayRead = mayReadFilters(ctx.actor);
  return rows.map((row) => {
    const parsed = filterSchema.safeParse(row.filter);
    return {
      version: row.version,
      name: row.name,
      filter: parsed.success ? (mayRead ? parsed.data : hidden(ctx, parsed.data)) : null,
      isFilterHidden: !mayRead,
      keepsImmutable: row.keepsImmutable,
      schedule: row.schedule,
      timeZone: row.timeZone,
      waitDays: row.waitDays,
      countMax: row.countMax,
      usualFactor: row.usualFactor,
      answererId: row.answererId,
      answererName: names.get(row.answererId) ?? null,
      madeBy: row.madeBy,
      madeAt: row.madeAt.toISOString(),
    };
  });
};

const hidden = (ctx: Context, filter: Filter): Filter | null => {
  const selection = hiddenSelection(
    { kind: "matching", filter, excludedCount: 0, keepsImmutable: false },
    referWith(ctx.secret),
  );
  return selection.kind === "matching" ? selection.filter : null;
};

export const runsFrom = async (
  ctx: Pick<Context, "database">,
  rows: readonly RunRow[],
): Promise<RetentionRun[]> => {
  const ids = rows.flatMap(({ deletionIds }) => deletionIds);
  const found =
    ids.length === 0
      ? []
      : await ctx.database
          .select({
            id: deletions.id,
            status: deletions.status,
            requestedCount: deletions.requestedCount,
            deletedCount: deletions.deletedCount,
          })
          .from(deletions)
          .where(inArray(deletions.id, ids));
  const byId = new Map(found.map((deletion) => [deletion.id, deletion]));
  return rows.map(({ leaseOwner: _owner, leaseExpiresAt: _expiry, deletionIds, ...row }) => ({
    ...row,
    id: runIdSchema.parse(row.id),
    ruleId: ruleIdSchema.parse(row.ruleId),
    dueAt: row.dueAt.toISOString(),
    asOf: row.asOf.toISOString(),
    nextTryAt: row.nextTryAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    deletions: deletionIds.flatMap((id) => {
      const deletion = byId.get(id);
      return deletion === undefined ? [] : [{ ...deletion, id: deletionIdSchema.parse(deletion.id) }];
    }),
  }));
};

const lastRunsOf = async (ctx: Context, ruleIds: string[]): Promise<Map<string, RetentionRun>> => {
  const rows = await ctx.database
    .selectDistinctOn([retentionRuns.ruleId])
    .from(retentionRuns)
    .where(inArray(retentionRuns.ruleId, ruleIds))
    .orderBy(retentionRuns.ruleId, desc(retentionRuns.dueAt));
  return new Map((await runsFrom(ctx, rows)).map((run) => [run.ruleId as string, run]));
};

const waitingOf = async (
  ctx: Context,
  ruleIds: string[],
): Promise<Map<string, { count: number; dueAt: string }>> => {
  const rows = await ctx.database
    .select({
      ruleId: retentionWaiting.ruleId,
      count: sql<number>`count(*)::int`,
      dueAt: sql<Date>`min(${retentionWaiting.dueAt})`.mapWith(retentionWaiting.dueAt),
    })
    .from(retentionWaiting)
    .where(inArray(retentionWaiting.ruleId, ruleIds))
    .groupBy(retentionWaiting.ruleId);
  return new Map(rows.map(({ ruleId, count, dueAt }) => [ruleId, { count, dueAt: dueAt.toISOString() }]));
};

const storeNamesOf = async (ctx: Context): Promise<Map<string, string>> => {
  const rows = await ctx.database.select({ id: stores.id, name: stores.name }).from(stores);
  return new Map([
    [builtinStoreId as string, builtinStoreName],
    ...rows.map(({ id, name }): [string, string] => [id, name]),
  ]);
};

const memberNames = async (ctx: Context, ids: string[]): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map();
  const rows = await ctx.database
    .select({ id: members.id, email: members.email })
    .from(members)
    .where(and(inArray(members.id, ids), isNotNull(members.email)));
  return new Map(rows.map(({ id, email }) => [id, email]));
};
