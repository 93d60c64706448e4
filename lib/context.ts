import type { Database } from "@/lib/database/server/database";
import type { Actor } from "@/lib/members/types";

/** What every verb is given: who asks, where the data is, what time it is. Verbs read no cookie, header or clock. */
export type Context = {
  actor: Actor;
  database: Database;
  now: () => Date;
  /** LETHE_SECRET: root of every keyed digest. */
  secret: string;
};
