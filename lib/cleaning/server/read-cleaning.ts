import { desc, eq, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { Database } from "@/lib/database/server/database";
import type { CleanErrorCode, Cleaning, CoveringClean, ShownClean } from "@/lib/cleaning/types";
import { cleans } from "@/drizzle/schema/cleans";
import { readRoom } from "./disk-room";

const shownMax = 20;
/** Until one has been timed: as on two busy cores. */
const bytesPerSecondAtFirst = 4 * 1024 * 1024;
/** Of the smallest store. */
const secondsMin = 3;

/** The last cleans, and what another one would take. Throws not_permitted. */
export const readCleaning = async (
  ctx: Context,
  { embeddedPath, everyHours }: { embeddedPath: string | null; everyHours: number },
): Promise<Cleaning> => {
  requirePermission(ctx.actor, "store:clean");
  const rows = await ctx.database.select().from(cleans).orderBy(desc(cleans.requestedAt)).limit(shownMax);
  const room = await readRoom(ctx.database.$client, embeddedPath);
  return {
    cleans: rows.map(shownClean),
    ...room,
    estimatedSeconds: Math.max(
      secondsMin,
      Math.round(room.totalBytes / ((await readSpeed(ctx.database)) ?? bytesPerSecondAtFirst)),
    ),
    isEmbedded: embeddedPath !== null,
    everyHours,
    readAt: ctx.now().toISOString(),
  };
};

/** Bytes a second of the last clean that ended well; null when there was none that says something. */
const readSpeed = async (database: Database): Promise<number | null> => {
  const [last] = await database
    .select({
      bytes: cleans.totalBytes,
      seconds: sql<number>`extract(epoch from ${cleans.finishedAt} - ${cleans.startedAt})::double precision`,
    })
    .from(cleans)
    .where(eq(cleans.status, "completed"))
    .orderBy(desc(cleans.startedAt))
    .limit(1);
  return last === undefined || last.seconds <= 0 || last.bytes === 0 ? null : last.bytes / last.seconds;
};

/**
 * The first clean that ended well and began after an instant: nothing that had been deleted by then is in what it wrote. Null when
 * there is none yet. For whoever may see the deletion.
 */
export const findCoveringClean = async (
  database: Pick<Database, "execute">,
  endedAt: Date,
): Promise<CoveringClean | null> => {
  const { rows } = await database.execute<{ coverage: CoveringClean["coverage"]; at: string }>(sql`
    select coverage, to_char(finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from ${cleans}
    where status = 'completed' and started_at > ${endedAt.toISOString()}::timestamptz
    order by started_at limit 1`);
  const [row] = rows;
  return row === undefined ? null : { at: row.at, coverage: row.coverage };
};

const shownClean = (row: typeof cleans.$inferSelect): ShownClean => ({
  id: row.id,
  status: row.status,
  by: row.actor.label,
  requestedAt: row.requestedAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
  isCancelRequested: row.cancelRequestedAt !== null,
  phase: row.phase,
  doneBytes: Math.min(row.doneBytes, row.totalBytes),
  totalBytes: row.totalBytes,
  // Written by finish-clean.ts alone.
  errorCode: row.errorCode as CleanErrorCode | null,
  coverage: row.coverage,
});
