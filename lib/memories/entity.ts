import type { EntityField } from "@/lib/memories/types";

/** What kind of thing memories are scoped to. */
export const entityKinds = ["user", "agent", "app", "run"] as const;
export type EntityKind = (typeof entityKinds)[number];

/** The field of a memory that names its entity of each kind. */
export const entityFieldOf: Record<EntityKind, EntityField> = {
  user: "user_id",
  agent: "agent_id",
  app: "app_id",
  run: "run_id",
};

/** A user, agent, app or run that at least one memory names. Instants are ISO 8601 in UTC. */
export type Entity = {
  kind: EntityKind;
  value: string;
  /** How many memories name it, expired ones included. */
  count: number;
  /** Set when the store counted only so many of its memories: there may be more. */
  isLowerBound?: true;
  /** When the first of its memories was created. */
  firstActivityAt: string;
  /** When one of its memories was last updated. */
  lastActivityAt: string;
};

export const entitySortFields = ["name", "count", "last_activity"] as const;
export type EntitySort = { field: (typeof entitySortFields)[number]; direction: "asc" | "desc" };

/** An entity's place in the order: its value, which decides between equals, and what else the order goes by. */
export type EntityPosition =
  | { field: "name"; value: string }
  | { field: "count"; count: number; value: string }
  | { field: "last_activity"; at: string; value: string };

export type EntityPage = {
  entities: Entity[];
  /** How many the search finds on all its pages. */
  total: number;
  hasPrevious: boolean;
  hasNext: boolean;
  /** Set when the store counted only so many of its memories: entities may be missing, and each may have more. */
  cappedAt?: number;
  /** How many more of the kind have a name that cannot be read, in any search. */
  unreadableCount?: number;
  /** As of a page of memories. */
  behindSeconds?: number;
};
