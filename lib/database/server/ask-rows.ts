import { sql, type SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import pg from "pg";
import type { Database } from "./database";
import { databaseErrorFrom } from "./database-error";

const dialect = new PgDialect();
const named = new Map<string, string>();

/**
 * The rows of a statement as the driver makes them, for what is asked so often that drizzle's way through each value of each row
 * counts (a fifth of a page of memories). The statement names its columns as the rows are to have them. Instants come as Dates, and
 * days as text. `name`: without parameters, written once a process, and parsed and planned once a connection.
 */
export const askRows = async <Row>(
  database: Database,
  statement: () => SQL,
  name: string | null,
): Promise<Row[]> => {
  try {
    const { rows } = await database.$client.query({ ...queryOf(statement, name), types });
    return rows as Row[];
  } catch (error) {
    throw databaseErrorFrom(error);
  }
};

const queryOf = (
  statement: () => SQL,
  name: string | null,
): { text: string; values?: unknown[]; name?: string } => {
  const known = name === null ? undefined : named.get(name);
  if (name !== null && known !== undefined) return { text: known, name };
  const { sql: text, params } = dialect.sqlToQuery(statement());
  if (name === null) return { text, values: params };
  if (params.length > 0) throw new TypeError("A named statement has no parameters.");
  named.set(name, text);
  return { text, name };
};

/** A part of statements that never changes and has no parameters, written once for all of them. */
export const writtenOnce = (part: SQL): SQL => {
  const { sql: text, params } = dialect.sqlToQuery(part);
  if (params.length > 0) throw new TypeError("A part that is written once has no parameters.");
  return sql.raw(text);
};

const { builtins } = pg.types;
/** As drizzle has them: the driver would make a Date of a day, by the clock of this machine. */
const parsers: Partial<Record<number, (text: string) => unknown>> = {
  [builtins.DATE]: (text) => text,
  [builtins.TIMESTAMPTZ]: (text) => new Date(text),
};
const driversParser = pg.types.getTypeParser as (oid: number) => (text: string) => unknown;
const types: pg.CustomTypesConfig = { getTypeParser: (oid: number) => parsers[oid] ?? driversParser(oid) };
