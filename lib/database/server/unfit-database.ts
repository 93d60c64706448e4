import type { Client } from "pg";

/** A database that Lethe cannot live in: why, and what to do, in one sentence. */
export class UnfitDatabaseError extends Error {
  override readonly name = "UnfitDatabaseError";
}

/** Throws an UnfitDatabaseError before anything is written: a schema made halfway, or text that fails later, would be worse. */
export const requireFitDatabase = async (client: Client): Promise<void> => {
  const { rows } = await client.query<Fitness>(fitness);
  const problem = rows[0] === undefined ? null : problemOf(rows[0]);
  if (problem !== null) throw new UnfitDatabaseError(problem);
};

type Fitness = {
  database: string;
  role: string;
  encoding: string;
  is_read_only: boolean;
  may_create: boolean;
  has_extension: boolean;
  extension_is_there: boolean;
  may_create_extension: boolean;
};

const fitness = `
  select quote_ident(current_database()) as database, quote_ident(current_user) as role,
    current_setting('server_encoding') as encoding,
    current_setting('transaction_read_only') = 'on' as is_read_only,
    has_database_privilege(current_database(), 'create')
      and coalesce(has_schema_privilege(current_schema(), 'create'), false) as may_create,
    exists (select 1 from pg_extension where extname = 'pg_trgm') as has_extension,
    exists (select 1 from pg_available_extensions where name = 'pg_trgm') as extension_is_there,
    (select rolsuper from pg_roles where rolname = current_user) or exists (
      select 1 from pg_available_extension_versions where name = 'pg_trgm' and (trusted or not superuser)
    ) as may_create_extension`;

const problemOf = (found: Fitness): string | null => {
  const { database, role } = found;
  if (found.encoding !== "UTF8") {
    return `The database ${database} stores text as ${found.encoding}, which cannot hold every script: create another one with CREATE DATABASE lethe ENCODING 'UTF8' TEMPLATE template0, and name it in DATABASE_URL.`;
  }
  if (found.is_read_only) {
    return `The database ${database} can only be read (a stand-by, or default_transaction_read_only is on): name the one that can be written in DATABASE_URL.`;
  }
  if (!found.may_create) {
    return `The role ${role} may not create tables in the database ${database}: make it the owner with ALTER DATABASE ${database} OWNER TO ${role}.`;
  }
  if (!found.has_extension && !found.extension_is_there) {
    return `The database server lacks the extension pg_trgm: install PostgreSQL's contrib modules there (the package is often called postgresql-contrib).`;
  }
  if (!found.has_extension && !found.may_create_extension) {
    return `The role ${role} may not create the extension pg_trgm: let a superuser run CREATE EXTENSION pg_trgm in the database ${database} once.`;
  }
  return null;
};
