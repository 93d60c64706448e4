import { env } from "@/lib/env/env";
import { openDatabase, type Database } from "./database";
import { openReplica, type Replica } from "./replica";

// Next bundles routes, actions and instrumentation apart: a module variable would be several pools.
const shared = globalThis as typeof globalThis & { letheDatabase?: Database; letheReplica?: Replica };

/** The running server's pool. */
export const serverDatabase = (): Database => (shared.letheDatabase ??= openDatabase(env().databaseUrl));

/** Its read replica; null where DATABASE_READ_URL is not set. */
export const serverReplica = (): Replica | null => {
  const { databaseReadUrl } = env();
  if (databaseReadUrl === null) return null;
  return (shared.letheReplica ??= openReplica(serverDatabase(), databaseReadUrl));
};
