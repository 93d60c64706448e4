import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { NewMemory } from "@/lib/mem0-api/addition";
import { meetSuppressions, noteMet } from "@/lib/suppression/server/meet-suppressions";

type Asking = Pick<Context, "database" | "secret" | "now">;

/** The ids that a new memory names. */
export const entityIdsOf = ({
  userId,
  agentId,
  appId,
  runId,
}: Pick<NewMemory, "userId" | "agentId" | "appId" | "runId">): string[] =>
  [userId, agentId, appId, runId].filter((id) => id !== null);

/**
 * What these ids have met in the transaction that adds. `isRefused`: nothing may be added, and that is counted. `letIn`: the
 * suppressions that a memory with these ids is to be reported to, each once.
 */
export const meetAdded = async (
  transaction: Transaction,
  { secret, now }: Asking,
  ids: readonly string[],
): Promise<{
  isRefused: boolean;
  letIn: (ids: readonly string[]) => { suppressionId: string; count: number }[];
}> => {
  const met = await meetSuppressions(transaction, secret, ids);
  const refusing = [...met.values()].filter(({ mode }) => mode === "refuse");
  await noteMet(transaction, once(refusing.map(({ suppressionId }) => suppressionId)), "refused", now());
  return {
    isRefused: refusing.length > 0,
    letIn: (of) => once(of.flatMap((id) => met.get(id)?.suppressionId ?? [])),
  };
};

const once = (suppressionIds: readonly string[]) =>
  [...new Set(suppressionIds)].map((suppressionId) => ({ suppressionId, count: 1 }));

/** Throws suppressed when one of these ids is of somebody whose new memories are refused. Before work that is then in vain. */
export const requireUnsuppressed = async (ctx: Asking, ids: readonly string[]): Promise<void> => {
  const { isRefused } = await ctx.database.transaction((transaction) => meetAdded(transaction, ctx, ids));
  if (isRefused) throw suppressedError();
};

/** Quotes no id. */
export const suppressedError = (): ExpectedError =>
  new ExpectedError(
    "suppressed",
    "One of these IDs belongs to somebody whose data was erased, and whose new memories are refused. Nothing was stored. An admin of Lethe can lift this under Settings, Suppression.",
  );
