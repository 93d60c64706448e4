import type { Database } from "@/lib/database/server/database";
import type { Actor } from "./types";

/** What every verb is given: who asks, where the data is, what time it is. Verbs read no cookie, header or clock. */
export type Context = {
  actor: Actor;
  database: Database;
  now: () => Date;
  /** LETHE_SECRET: root of every keyed digest, and of the key under which stores' credentials are sealed. */
  secret: string;
  /** LETHE_ALLOW_PRIVATE_STORES: whether stores may have private addresses. */
  allowsPrivateStores: boolean;
};
