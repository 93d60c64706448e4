import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Context } from "@/lib/access/context";
import type { Database } from "@/lib/database/server/database";
import { requestDeletionSchema } from "@/lib/deletions/request/schema";
import { requestDeletion } from "@/lib/deletions/server/request/request-deletion";
import type { Deletion } from "@/lib/deletions/types";
import { memberActor } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { WrongAnswerError, type Bench } from "../section";

/** A context as the console makes it for an admin. */
export const adminContext = (bench: Bench, database: Database): Context => ({
  actor: memberActor({
    id: memberIdSchema.parse("7f1d2f5c-53a5-4c4b-9d4e-0f6a4be51c11"),
    email: "bench@example.com",
    role: "admin",
  }),
  session: { id: "a session of the bench", authenticatedAt: new Date() },
  database,
  now: () => new Date(),
  secret: bench.database.secret,
  allowsPrivateStores: false,
});

export type Selection = z.input<typeof requestDeletionSchema>["selection"];

export const requestListed = (ctx: Context, ids: readonly string[]): Promise<Deletion> =>
  requestSelection(ctx, { kind: "listed", ids: [...ids] }, ids.length);

/** Requests the deletion of a selection, as the action behind the button does. */
export async function requestSelection(
  ctx: Context,
  selection: Selection,
  expectedCount: number,
): Promise<Deletion> {
  const input = requestDeletionSchema.parse({
    storeId: builtinStoreId,
    selection,
    expectedCount,
    cutoffAt: new Date().toISOString(),
    idempotencyKey: randomUUID(),
  });
  const result = await requestDeletion(ctx, input);
  if (result.kind !== "requested")
    throw new WrongAnswerError(`The deletion was not requested: ${result.kind}.`);
  return result.deletion;
}

/** The deletion has ended well, took all of these memories, and has an item for each. */
export async function requireDeleted(
  { client }: Bench,
  deletionId: string,
  ids: readonly string[],
): Promise<void> {
  const { rows } = await client.query<{ status: string; deleted: number; items: number; left: number }>(
    `select status, deleted_count as deleted,
       (select count(*)::integer from deletion_items where deletion_id = deletions.id) as items,
       (select count(*)::integer from memories where id = any ($2::uuid[])) as left
     from deletions where id = $1`,
    [deletionId, ids],
  );
  const [row] = rows;
  if (row?.status === "completed" && row.deleted === ids.length && row.items === ids.length && row.left === 0)
    return;
  throw new WrongAnswerError(`A deletion of ${ids.length} memories ended as ${JSON.stringify(row)}.`);
}
