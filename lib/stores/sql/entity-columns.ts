import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { EntityKind } from "@/lib/memories/entity";
import type { EntityField } from "@/lib/memories/types";
import { memories } from "@/drizzle/schema/memories";

/** Where each kind of entity stands in a memory. */
export const entityColumns: Record<EntityKind, AnyPgColumn> = {
  user: memories.userId,
  agent: memories.agentId,
  app: memories.appId,
  run: memories.runId,
};

/** The same by the names of Mem0's API. */
export const entityFieldColumns: Record<EntityField, AnyPgColumn> = {
  user_id: memories.userId,
  agent_id: memories.agentId,
  app_id: memories.appId,
  run_id: memories.runId,
};
