import { env } from "@/lib/env/env";
import { openDatabase, type Database } from "./database";

// Next bundles routes, actions and instrumentation apart: a module variable would be several pools.
const shared = globalThis as typeof globalThis & { letheDatabase?: Database };

/** The running server's pool. */
export const serverDatabase = (): Database => (shared.letheDatabase ??= openDatabase(env().databaseUrl));
