import { sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { Actor } from "@/lib/access/types";
import { deletions } from "@/drizzle/schema/deletions";

const actorCountMax = 100;

/** Who has requested deletions, most recent first, at most 100; each as they were at their latest request. Throws not_permitted. */
export const listDeletionActors = async (ctx: Context): Promise<Actor[]> => {
  requirePermission(ctx.actor, "deletions:read");
  const { rows } = await ctx.database.execute<{ actor: Actor }>(sql`
    select actor from (
      select distinct on (deletion.actor ->> 'id') deletion.actor, deletion.created_at
      from ${deletions} as deletion
      order by deletion.actor ->> 'id', deletion.created_at desc
    ) as latest
    order by created_at desc
    limit ${actorCountMax}`);
  return rows.map((row) => row.actor);
};
