import type { StoreId, StoreKind } from "./store-ids";

/** A store to choose. */
export type StoreChoice = { id: StoreId; kind: StoreKind; name: string };

/** A store as Settings lists it, without its credentials. Instants are ISO 8601 in UTC. */
export type ShownStore = StoreChoice & {
  kind: Exclude<StoreKind, "builtin">;
  /** The server's address; null when the settings cannot be read. */
  url: string | null;
  /** `environment`: declared in LETHE_STORES, and changed only there. */
  source: "settings" | "environment";
  credentialsSetAt: string;
  createdAt: string;
  /** Null while it can be used. */
  disabledAt: string | null;
  /** Deletions in it that are not finished. They go on, also when it is disabled. */
  unfinishedCount: number;
};
