import type { Database } from "@/lib/database/server/database";
import type { MemoryStore } from "@/lib/stores/types";
import { builtinDeleter } from "./builtin/builtin-deleter";
import type { Deleter } from "./deleter";
import { remoteDeleter } from "./remote/remote-deleter";

/** The way to delete in a store; `database` is where the books are. */
export const deleterOf = (database: Database, store: MemoryStore): Deleter => {
  switch (store.deletes) {
    case "in_transaction":
      return builtinDeleter(database, store);
    case "remotely":
      return remoteDeleter(database, store);
  }
};
