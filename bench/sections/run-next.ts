import { randomUUID } from "node:crypto";
import type { Context } from "@/lib/access/context";
import { deleterOf } from "@/lib/deletions/server/deleter-of";
import { claimDeletion, leaseOn } from "@/lib/deletions/server/run/lease";
import { runDeletion } from "@/lib/deletions/server/run/run-deletion";
import { batchSizeMax } from "@/lib/stores/selection";
import { builtinStore } from "@/lib/stores/builtin/builtin-store";
import { WrongAnswerError, type Bench } from "../section";

/** What the runner does with the next deletion it finds, in this process. */
export async function runNext(bench: Bench, ctx: Context, expectedId: string): Promise<void> {
  const owner = randomUUID();
  const seconds = 15;
  const claimed = await claimDeletion(ctx.database, { owner, leaseSeconds: seconds, now: ctx.now() });
  if (claimed?.id !== expectedId) throw new WrongAnswerError("The requested deletion could not be claimed.");
  const store = builtinStore(ctx.database);
  const run = {
    database: ctx.database,
    lease: leaseOn(claimed, owner, seconds),
    secret: ctx.secret,
    now: ctx.now,
    signal: bench.signal,
    batchSize: batchSizeMax,
    store,
    deleter: deleterOf(ctx.database, store),
  };
  await runDeletion(run, claimed);
}
