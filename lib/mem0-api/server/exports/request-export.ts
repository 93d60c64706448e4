import { and, desc, eq, inArray } from "drizzle-orm";
import { requirePermission } from "@/lib/access/require-permission";
import type { Context } from "@/lib/access/context";
import type { Filter } from "@/lib/filters/filter";
import type { JsonText } from "@/lib/json/json-text";
import { entitiesIn } from "@/lib/mem0-api/exports/export-search";
import { memoryExports } from "@/drizzle/schema/memory-exports";

/** So many each actor can have: the oldest go when more come. */
export const exportsKeptMax = 100;

/**
 * Writes down what is to be exported of the built-in store, in which form, and for whom; nothing of the memories, which are read
 * when it is fetched. Answers its id. Throws not_permitted.
 */
export const requestExport = async (
  ctx: Context,
  { schema, filter }: { schema: JsonText; filter: Filter },
): Promise<string> => {
  requirePermission(ctx.actor, "memories:read");
  const entities = entitiesIn(filter);
  return ctx.database.transaction(async (transaction) => {
    const [requested] = await transaction
      .insert(memoryExports)
      .values({
        actor: ctx.actor,
        actorId: ctx.actor.id,
        schema,
        filter,
        entityKinds: entities.map(({ kind }) => kind),
        entityValues: entities.map(({ value }) => value),
        createdAt: ctx.now(),
      })
      .returning({ id: memoryExports.id });
    if (requested === undefined) throw new Error("An insert answered no row.");
    const tooMany = transaction
      .select({ id: memoryExports.id })
      .from(memoryExports)
      .where(eq(memoryExports.actorId, ctx.actor.id))
      .orderBy(desc(memoryExports.createdAt), desc(memoryExports.id))
      .offset(exportsKeptMax);
    await transaction
      .delete(memoryExports)
      .where(and(eq(memoryExports.actorId, ctx.actor.id), inArray(memoryExports.id, tooMany)));
    return requested.id;
  });
};
