import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { EntityKind } from "@/lib/memories/entity";
import { memories } from "@/drizzle/schema/memories";

/** Where each kind of entity stands in a memory. */
export const entityColumns: Record<EntityKind, AnyPgColumn> = {
  user: memories.userId,
  agent: memories.agentId,
  app: memories.appId,
  run: memories.runId,
};
