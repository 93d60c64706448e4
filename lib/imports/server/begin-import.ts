import { and, eq, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { newImportId, type ImportId } from "@/lib/memories/import-id";
import type { ImportWay } from "@/lib/imports/types";
import { imports } from "@/drizzle/schema/imports";

/** Writes down that an import begins, so that its memories can be found by it. */
export const beginImport = async (ctx: Context, way: ImportWay): Promise<ImportId> => {
  const startedAt = ctx.now();
  const id = newImportId(startedAt);
  await ctx.database.insert(imports).values({ id, actor: ctx.actor, way, startedAt });
  return id;
};

/** Finds an import that the same actor has begun, to continue it. Throws not_found for another actor's import. */
export const continueImport = async (ctx: Context, id: ImportId): Promise<ImportId> => {
  const { kind, id: actorId } = ctx.actor;
  const isMine = sql`${imports.actor} ->> 'kind' = ${kind} and ${imports.actor} ->> 'id' = ${actorId}`;
  const [found] = await ctx.database
    .select({ id: imports.id })
    .from(imports)
    .where(and(eq(imports.id, id), isMine));
  if (found === undefined) throw new ExpectedError("not_found", "You have no such import.");
  return id;
};

/** Counts what one batch has added, in its transaction. */
export const countAdded = async (
  transaction: Transaction,
  id: ImportId,
  addedCount: number,
): Promise<void> => {
  if (addedCount === 0) return;
  await transaction
    .update(imports)
    .set({ addedCount: sql`${imports.addedCount} + ${addedCount}` })
    .where(eq(imports.id, id));
};
