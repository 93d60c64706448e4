import { and, eq, isNull } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import type { RunId } from "@/lib/retention/types";
import { requirePermit, usePermit } from "@/lib/safety/server/require-permit";
import { retentionRuns } from "@/drizzle/schema/retention";
import { lockRule, versionOf } from "./lock-rule";
import { actorBody } from "./rule-events";

/**
 * Decides about a run that would take more than it may by itself. `let`: it takes what it has found, as many as were shown at most.
 * `skip`: it takes nothing, and what it has found goes on waiting for the next run. With the second-person rule on, letting it needs
 * the approval of another admin. Throws not_permitted, not_found, wrong_status, reauthentication_required, approval_required.
 */
export const decideRun = async (
  ctx: Context,
  { id, decision, count }: { id: RunId; decision: "let" | "skip"; count: number },
): Promise<void> => {
  requirePermission(ctx.actor, "retention:manage");
  const [shown] = await ctx.database.select().from(retentionRuns).where(eq(retentionRuns.id, id));
  if (shown === undefined) throw new ExpectedError("not_found", "There is no such run.");
  const version = await versionOf(ctx.database, shown);
  if (decision === "let") requireRecentSignIn(ctx);
  const permit =
    decision === "let"
      ? await requirePermit(ctx, {
          kind: "retention",
          change: { action: "let-run", runId: id, ruleId: shown.ruleId, name: version.name, count },
        })
      : null;
  await ctx.database.transaction(async (transaction) => {
    await lockRule(transaction, shown.ruleId);
    const [run] = await transaction
      .select()
      .from(retentionRuns)
      .where(and(eq(retentionRuns.id, id), isNull(retentionRuns.endedAt)))
      .for("update");
    if (run?.status !== "waiting" || run.dueCount !== count)
      throw new ExpectedError("wrong_status", "This run does not wait any more, or for another number.");
    const at = ctx.now();
    if (decision === "let") await usePermit(transaction, permit);
    await transaction
      .update(retentionRuns)
      .set({
        decidedBy: ctx.actor,
        decidedAt: at,
        ...(decision === "let"
          ? { status: "running", letCount: count, nextTryAt: at }
          : { status: "skipped", endedAt: at }),
      })
      .where(eq(retentionRuns.id, id));
    await recordEvent(transaction, {
      kind: "retention.run-decided",
      body: { actor: actorBody(ctx.actor), ruleId: run.ruleId, runId: id, change: decision, count },
      at,
    });
  });
};
