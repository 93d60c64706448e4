import type { Database } from "@/lib/database/server/database";
import type { Replica } from "@/lib/database/server/replica";
import type { Restriction } from "./restriction";
import type { Actor } from "./types";

/** Where a member is signed in. `authenticatedAt`: when the member last showed who they are, by the database's clock. */
export type Session = { id: string; authenticatedAt: Date };

/** What every verb is given: who asks, where the data is, what time it is. Verbs read no cookie, header or clock. */
export type Context = {
  actor: Actor;
  database: Database;
  /** For lists, counts, facets and exports of members, by `readStore`; null, or absent, for everything else. */
  replica?: Replica | null;
  now: () => Date;
  /** LETHE_SECRET: root of every keyed digest, and of the key under which stores' credentials are sealed. */
  secret: string;
  /** LETHE_ALLOW_PRIVATE_STORES: whether stores may have private addresses. */
  allowsPrivateStores: boolean;
  /** Of a member's action or request; API keys and the system have none. */
  session?: Session;
  /** What an API key is narrowed to; null, or absent, for everyone else. */
  restriction?: Restriction | null;
  /** Where the request comes from; null when that is not known. */
  address?: string | null;
};
