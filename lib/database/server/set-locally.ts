import { sql } from "drizzle-orm";
import type { Transaction } from "./database";

/** Sets parameters of Postgres until the transaction ends, in one statement. */
export const setLocally = async (
  transaction: Transaction,
  settings: Readonly<Record<string, string>>,
): Promise<void> => {
  const each = Object.entries(settings).map(([name, value]) => sql`set_config(${name}, ${value}, true)`);
  await transaction.execute(sql`select ${sql.join(each, sql`, `)}`);
};
