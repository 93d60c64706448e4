import { sql, type SQL } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import type { EntityKind } from "@/lib/memories/entity";
import { memories } from "@/drizzle/schema/memories";
import { memoryExports } from "@/drizzle/schema/memory-exports";

/**
 * Forgets the requests for exports whose filter names an entity that has no memories any more: the name would outlive them. One
 * that names several goes with the first of them. "*" is no name. An entity is looked up by its index, so that this costs as
 * much as there are names, and nothing of what memories there are.
 */
export const forgetExports = async (database: Queryable): Promise<void> => {
  await database.execute(sql`
    delete from ${memoryExports} as export where exists (
      select 1 from unnest(export.entity_kinds, export.entity_values) as named (kind, value)
      where named.value <> '*' and not case named.kind
        when 'user' then ${hasMemories("user")} when 'agent' then ${hasMemories("agent")}
        when 'app' then ${hasMemories("app")} else ${hasMemories("run")} end)`);
};

const columns = {
  user: memories.userId,
  agent: memories.agentId,
  app: memories.appId,
  run: memories.runId,
};
const hasMemories = (kind: EntityKind): SQL =>
  sql`exists (select 1 from ${memories} where ${columns[kind]} = named.value)`;
