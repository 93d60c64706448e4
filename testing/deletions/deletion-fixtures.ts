import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Context } from "@/lib/access/context";
import type { Database } from "@/lib/database/server/database";
import {
  previewDeletionSchema,
  requestDeletionSchema,
  type RequestDeletionInput,
  type selectionSchema,
} from "@/lib/deletions/request/schema";
import type { DeletionSearch } from "@/lib/deletions/search";
import type { Deletion } from "@/lib/deletions/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { builtinStore } from "@/lib/stores/builtin/builtin-store";
import { getStoreOfDeletion } from "@/lib/stores/server/get-store";
import { deletions } from "@/drizzle/schema/deletions";
import { memories } from "@/drizzle/schema/memories";
import { builtinDeleter } from "@/lib/deletions/server/builtin/builtin-deleter";
import type { DeleteBatch } from "@/lib/deletions/server/builtin/delete-batch";
import type { Deleter } from "@/lib/deletions/server/deleter";
import { getDeletion } from "@/lib/deletions/server/history/get-deletion";
import { previewSelection } from "@/lib/deletions/server/preview/preview-selection";
import { requestDeletion } from "@/lib/deletions/server/request/request-deletion";
import { startRunner, type Runner, type RunnerOptions } from "@/lib/deletions/server/run/runner";

const secret = "a secret for tests only, of more than 32 characters";

// For tests only: real memories in a real database, and the real runner with short leases.

/** Stores memories of a user, of which "word" is in every text; answers their ids in order of insertion. */
export const storeMemories = async (
  database: Database,
  count: number,
  { userId = "caroline", word = "hydrangea" } = {},
): Promise<MemoryId[]> => {
  const { rows } = await database.execute<{ id: string }>(sql`
    insert into ${memories} (memory, user_id, agent_id, metadata, stored_at, changed_at)
    select ${word} || ' fact number ' || n, ${userId}, 'assistant', jsonb_build_object('n', n), now() - interval '1 minute',
      now() - interval '1 minute'
    from generate_series(1, ${count}::integer) as n returning id`);
  return rows.map((row) => memoryIdSchema.parse(row.id));
};

/** Search of the history without a condition. */
export const allDeletions: DeletionSearch = {
  actorId: null,
  status: null,
  outcome: null,
  operation: null,
  storeId: null,
  ticket: null,
  entity: null,
  fromOn: null,
  toOn: null,
  after: null,
};

export const countMemories = (database: Database): Promise<number> => database.$count(memories);

type Wish =
  | { ids: string[] }
  | { userId: string; expectedCount: number; excludedIds?: string[] }
  | { selection: z.input<typeof selectionSchema>; expectedCount: number };

/** A request as it would come from the browser, parsed as it would be. */
export const deletionInput = (
  wish: Wish,
  others: Partial<{
    storeId: string;
    reason: string;
    ticket: string;
    idempotencyKey: string;
    cutoffAt: string;
  }> = {},
): RequestDeletionInput =>
  requestDeletionSchema.parse({
    storeId: "builtin",
    selection: selectionOf(wish),
    expectedCount: "ids" in wish ? new Set(wish.ids).size : wish.expectedCount,
    cutoffAt: new Date(Date.now() - 1_000).toISOString(),
    idempotencyKey: randomUUID(),
    ...others,
  });

/** A request of what is previewed now, as the dialog sends it. */
export const previewedInput = async (
  ctx: Context,
  selection: z.input<typeof selectionSchema>,
  storeId = "builtin",
): Promise<RequestDeletionInput> => {
  const wish = previewDeletionSchema.parse({ storeId, selection });
  const { id, count, absentCount, cutoffAt } = await previewSelection(ctx, wish);
  return requestDeletionSchema.parse({
    storeId,
    selection,
    expectedCount: count + absentCount,
    cutoffAt,
    previewId: id,
    idempotencyKey: randomUUID(),
  });
};

const selectionOf = (wish: Wish): z.input<typeof selectionSchema> => {
  if ("selection" in wish) return wish.selection;
  if ("ids" in wish) return { kind: "listed", ids: wish.ids };
  const filter = { field: "user_id" as const, operator: "eq" as const, value: wish.userId };
  return { kind: "matching", filter, excludedIds: wish.excludedIds ?? [] };
};

/** Requests a deletion that has to be accepted. */
export const requested = async (ctx: Context, input: RequestDeletionInput): Promise<Deletion> => {
  const result = await requestDeletion(ctx, input);
  if (result.kind !== "requested") throw new Error(`The count changed to ${result.actual}.`);
  return result.deletion;
};

/** The built-in store's way to delete, which deletes batches as the test wants it. */
export const deletingBy = (database: Database, deleteItems: DeleteBatch): Deleter =>
  builtinDeleter(database, builtinStore(database), deleteItems);

/** A runner that a test stops itself. Errors it reports are collected in `errors`. */
export const testRunner = (
  database: Database,
  options: Partial<RunnerOptions> = {},
): Runner & { errors: unknown[] } => {
  const errors: unknown[] = [];
  const runner = startRunner({
    database,
    secret,
    now: () => new Date(),
    getStore: (storeId) => getStoreOfDeletion({ database, secret, allowsPrivateStores: true }, storeId),
    onError: (error) => errors.push(error),
    leaseSeconds: 2,
    pollSeconds: 0.1,
    ...options,
  });
  return { ...runner, errors };
};

/** Waits until a deletion is as `isSo` wants it. */
export const untilDeletion = async (
  ctx: Context,
  id: DeletionId,
  isSo: (deletion: Deletion) => boolean = (deletion) => deletion.finishedAt !== null,
  secondsMax = 25,
): Promise<Deletion> => {
  for (const end = Date.now() + secondsMax * 1_000; Date.now() < end;) {
    const deletion = await getDeletion(ctx, id);
    if (isSo(deletion)) return deletion;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const [row] = await ctx.database.select().from(deletions).where(eq(deletions.id, id));
  throw new Error(`The deletion did not get there: ${JSON.stringify({ ...row, actor: undefined })}`);
};

/** Runs what is queued until this deletion is finished. */
export const runToEnd = async (
  ctx: Context,
  id: DeletionId,
  options: Partial<RunnerOptions> = {},
): Promise<Deletion> => {
  const runner = testRunner(ctx.database, options);
  try {
    return await untilDeletion(ctx, id);
  } finally {
    await runner.stop();
  }
};
