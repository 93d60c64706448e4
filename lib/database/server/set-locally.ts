import { sql } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";

/**
 * Sets parameters of Postgres until the transaction ends, in one message. By SET, and not by set_config(): where the memories lie on
 * several nodes, only that reaches those, and only where the first of these says so. Elsewhere that one is a name without a meaning.
 */
export const setLocally = async (
  transaction: Pick<NodePgDatabase, "execute">,
  settings: Readonly<Record<string, string>>,
): Promise<void> => {
  const each = Object.entries({ "citus.propagate_set_commands": "local", ...settings }).map(
    ([name, value]) => `set local ${name} = ${pg.escapeLiteral(value)}`,
  );
  await transaction.execute(sql.raw(each.join("; ")));
};
