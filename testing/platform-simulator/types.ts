/** Every call of the Platform that the simulator answers, by a name of its own. */
export const operationNames = [
  "ping",
  "list",
  "list-v2",
  "search",
  "get",
  "history",
  "add",
  "update",
  "delete",
  "batch-update",
  "batch-delete",
  "delete-all",
  "list-entities",
  "delete-entity",
  "get-profile",
  "get-profile-settings",
  "get-event",
  "list-events",
] as const;
export type OperationName = (typeof operationNames)[number];

export const deleteOperations = ["delete", "batch-delete", "delete-all", "delete-entity"] as const;
export type DeleteOperation = (typeof deleteOperations)[number];

export const entityFields = ["user_id", "agent_id", "app_id", "run_id"] as const;
export type EntityField = (typeof entityFields)[number];

/** A memory as the simulated project stores it, not as its reads show it. */
export type StoredMemory = {
  readonly id: string;
  text: string;
  readonly entities: Readonly<Record<EntityField, string | null>>;
  metadata: Record<string, unknown> | null;
  readonly categories: readonly string[] | null;
  /** Microseconds since 1970, because the Platform answers microseconds. */
  readonly createdAt: number;
  updatedAt: number;
  /** YYYY-MM-DD */
  expirationDate: string | null;
  /** The newer memory that superseded this one, or that it was merged into. */
  readonly replacedBy: string | null;
  readonly isMerged: boolean;
  readonly isSynthesized: boolean;
  readonly isImmutable: boolean;
  /** What its answers say instead of what is stored: fields in forms that nothing documents. */
  readonly answered?: Readonly<Record<string, unknown>>;
};

export type HistoryRow = {
  id: string;
  event: "ADD" | "UPDATE" | "DELETE";
  oldText: string | null;
  newText: string;
  at: number;
};

export type EntityRow = { id: string; field: EntityField; name: string; createdAt: number };

export type Query = Readonly<Record<string, string>>;

/** A request that was routed to an operation. */
export type RoutedRequest = {
  /** Where the simulator is reached, for the addresses of further pages. */
  baseUrl: string;
  path: string;
  /** Decoded parts of the path that the operation names. */
  parts: readonly string[];
  query: Query;
  body: unknown;
};

export type LoggedRequest = {
  at: Date;
  method: string;
  /** Without the query. */
  path: string;
  query: Query;
  /** Parsed when it was JSON, else the text; undefined when there was none. */
  body: unknown;
  operation: OperationName | null;
  /** Null while it is not answered, and for ever when it was cut off or left hanging. */
  status: number | null;
};
