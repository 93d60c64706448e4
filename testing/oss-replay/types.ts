/** A memory's payload as Mem0 writes it to its vector store; null and odd values are what others may have written there. */
export type Payload = Readonly<Record<string, unknown>> | null;
export type Row = { id: string; payload: Payload };

export type HistoryRow = {
  id: string;
  memory_id: string;
  old_memory: string | null;
  new_memory: string | null;
  event: "ADD" | "UPDATE" | "DELETE";
  created_at: string | null;
  updated_at: string | null;
  is_deleted: boolean;
  actor_id: string | null;
  role: string | null;
};

export const entityKeys = ["user_id", "agent_id", "run_id"] as const;
export type EntityKey = (typeof entityKeys)[number];
export type EntityIds = Partial<Record<EntityKey, string>>;

/**
 * What goes wrong. All but `ignoresDeletes`, `latencyMs` and `silentAfter` were recorded from the real server, or seen of it
 * (`isOnQdrant`, `hasNobody`).
 */
export type Faults = {
  /** Another process holds the history file: what is deleted is gone, and answered as an error. */
  isHistoryLocked: boolean;
  /** The model endpoint is down: no search, no add. */
  isModelDown: boolean;
  /** Postgres is down: every read and delete is an error, keys cannot be checked. */
  isDatabaseDown: boolean;
  /** More than ten sign-ins a minute. */
  isLoginLimited: boolean;
  /** The vector store drops every delete, and success is answered. */
  ignoresDeletes: boolean;
  latencyMs: number;
  /** Its list of everything is two memories of nulls, and it counts no entities; lists of an entity are as ever. */
  isOnQdrant: boolean;
  /** Nobody has registered: the key of its environment does everything, and is nobody's. */
  hasNobody: boolean;
  /** After so many more deletes every key and password is refused; null: never. */
  revokedAfterDeletes: number | null;
  /** After so many more answers, connections are cut without one; null: never. */
  silentAfter: number | null;
};

export const noFaults: Faults = {
  isHistoryLocked: false,
  isModelDown: false,
  isDatabaseDown: false,
  isLoginLimited: false,
  ignoresDeletes: false,
  latencyMs: 0,
  isOnQdrant: false,
  hasNobody: false,
  revokedAfterDeletes: null,
  silentAfter: null,
};

export type LoggedRequest = { method: string; path: string; query: Readonly<Record<string, string>> };

/** What the server's configuration says of its Postgres; as recorded where it is absent. */
export type Configured = { collection_name?: string; dbname?: string };
