import { and, eq, isNull, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { retentionRuns } from "@/drizzle/schema/retention";
import { leaseMinutes } from "./claim-run";
import type { RunRow } from "./rule-row";

export type Running = Pick<Context, "database" | "now" | "secret" | "allowsPrivateStores"> & {
  signal: AbortSignal;
};

/** The run belongs to another process by now, or was ended by a person. */
export class RunLostError extends Error {
  override readonly name = "RunLostError";
}

/** Whether a run is still the one of the process that has claimed it. */
export const isOwn = (run: RunRow) =>
  and(
    eq(retentionRuns.id, run.id),
    isNull(retentionRuns.endedAt),
    run.leaseOwner === null ? sql`false` : eq(retentionRuns.leaseOwner, run.leaseOwner),
  );

/** Throws RunLostError. */
export const writeRun = async (
  { database }: Pick<Running, "database">,
  run: RunRow,
  values: Partial<typeof retentionRuns.$inferInsert>,
): Promise<void> => {
  const written = await database
    .update(retentionRuns)
    .set(values)
    .where(isOwn(run))
    .returning({ id: retentionRuns.id });
  if (written.length === 0) throw new RunLostError();
};

/** Goes on holding it for as long again. */
export const holdRun = async (input: Running, run: RunRow): Promise<void> => {
  input.signal.throwIfAborted();
  await writeRun(input, run, {
    leaseExpiresAt: new Date(input.now().getTime() + leaseMinutes * 60_000),
  });
};

export const giveBackRun = async (input: Running, run: RunRow): Promise<void> => {
  await writeRun(input, run, { leaseOwner: null, leaseExpiresAt: null }).catch(() => undefined);
};
