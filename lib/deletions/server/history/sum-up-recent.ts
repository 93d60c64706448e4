import { and, desc, gte, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { Actor } from "@/lib/access/types";
import type { DeletionOutcome } from "@/lib/deletions/outcome";
import { recentDays, shownActorsMax, type RecentDeletions } from "@/lib/deletions/recent-deletions";
import { deletions } from "@/drizzle/schema/deletions";
import { outcomeColumn } from "./outcome-column";
import { reachedDeletions } from "./reached-deletions";

const dayMs = 86_400_000;

/** The deletions of the last days: how many ended how on each day, and by whom. Throws not_permitted. */
export const sumUpRecentDeletions = async (ctx: Context): Promise<RecentDeletions> => {
  requirePermission(ctx.actor, "deletions:read");
  const today = Math.floor(ctx.now().getTime() / dayMs);
  const days = Array.from({ length: recentDays }, (_, index) => dayOf(today - recentDays + 1 + index));
  const fromOn = days[0] ?? "";
  const isRecent = and(reachedDeletions(ctx), gte(deletions.createdAt, new Date(`${fromOn}T00:00:00Z`)));
  const day = sql<string>`(${deletions.createdAt} at time zone 'utc')::date::text`;
  const deletionCount = sql<number>`count(*)`.mapWith(Number);
  const memoryCount = sql<number>`sum(${deletions.deletedCount})`.mapWith(Number);
  const [byDay, byActor] = await Promise.all([
    ctx.database
      .select({
        day: day.as("day"),
        outcome: outcomeColumn.as("outcome"),
        deletionCount,
        memoryCount,
      })
      .from(deletions)
      .where(isRecent)
      .groupBy(sql`1`, sql`2`),
    ctx.database
      .select({
        // As they were at their latest request.
        actor: sql<Actor>`(array_agg(${deletions.actor} order by ${deletions.createdAt} desc))[1]`,
        deletionCount,
        memoryCount: memoryCount.as("memory_count"),
        actorCount: sql<number>`count(*) over ()`.mapWith(Number),
      })
      .from(deletions)
      .where(isRecent)
      .groupBy(sql`${deletions.actor} ->> 'id'`)
      .orderBy(desc(sql`memory_count`), sql`${deletions.actor} ->> 'id'`)
      .limit(shownActorsMax),
  ]);
  const counts = new Map(byDay.map((row) => [`${row.day} ${row.outcome}`, row.deletionCount]));
  const countsOn = (day: string): Record<DeletionOutcome, number> => {
    const of = (outcome: DeletionOutcome) => counts.get(`${day} ${outcome}`) ?? 0;
    return {
      unfinished: of("unfinished"),
      verified: of("verified"),
      copies: of("copies"),
      partly: of("partly"),
      returned: of("returned"),
      nothing: of("nothing"),
      cancelled: of("cancelled"),
    };
  };
  return {
    fromOn,
    days: days.map((day) => ({ day, counts: countsOn(day) })),
    memoryCount: byDay.reduce((sum, row) => sum + row.memoryCount, 0),
    actors: byActor.map(({ actorCount: _, ...row }) => row),
    actorCount: byActor[0]?.actorCount ?? 0,
  };
};

const dayOf = (dayNumber: number): string => new Date(dayNumber * dayMs).toISOString().slice(0, 10);
