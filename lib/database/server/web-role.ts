import type { Client } from "pg";

/**
 * What the web server may only add to and read, or note where it was put: neither changed nor dropped by whoever takes the server
 * over, and its triggers cannot be turned off.
 */
const ledgerRights: Record<string, string> = {
  ledger_events: "select, insert",
  ledger_anchors: "select, insert, update",
  ledger_origins: "select, insert",
  ledger_checkpoints: "select, insert",
  ledger_cosignatures: "select, insert",
  ledger_timestamps: "select, insert",
  ledger_keys: "select, insert, update",
};

/**
 * Gives the role that the web server connects as its rights: it owns every table of Lethe but the ledger's, since only an owner may
 * vacuum and empty them (upkeep after a deletion). Run by the role that migrates, after each migration; changes nothing that is
 * so already. That role has to be a superuser, or a member of the other one and owner of the schema.
 */
export const grantToWebRole = async (client: Client, role: string): Promise<void> => {
  const web = client.escapeIdentifier(role);
  const { rows } = await client.query<{ name: string; kind: string; owner: string; schema: string }>(
    `select quote_ident(relname) as name, relkind as kind, pg_get_userbyid(relowner) as owner,
        quote_ident(current_schema()) as schema
      from pg_class where relkind in ('r', 'v') and relnamespace = current_schema()::regnamespace
        and (relowner = current_user::regrole or pg_get_userbyid(relowner) = $1)
      order by relname`,
    [role],
  );
  const schema = rows[0]?.schema ?? "public";
  const statements = [`grant usage on schema ${schema} to ${web}`];
  for (const { name, kind, owner } of rows) {
    const rights = ledgerRights[name];
    if (rights !== undefined) statements.push(`grant ${rights} on ${name} to ${web}`);
    else if (owner !== role)
      statements.push(`alter ${kind === "v" ? "view" : "table"} ${name} owner to ${web}`);
  }
  const mustMove = statements.some((statement) => statement.startsWith("alter"));
  // Only who may create in a schema can be given a table of it.
  if (mustMove) {
    statements.unshift(`grant create on schema ${schema} to ${web}`);
    statements.push(`revoke create on schema ${schema} from ${web}`);
  }
  // To clean the memory tables' files: copies are made in a schema of their own.
  statements.push(`grant usage, create on schema lethe_copies to ${web}`);
  statements.push(`grant execute on function lethe_place_copy(text) to ${web}`);
  if (await mayMaintainStatistics(client)) {
    statements.push(`grant maintain on pg_catalog.pg_statistic, pg_catalog.pg_statistic_ext_data to ${web}`);
    // And the write-ahead log: ended, written through, and looked at by its files' names and times.
    statements.push(`grant execute on function pg_switch_wal(), pg_ls_waldir() to ${web}`);
    statements.push(`grant pg_checkpoint to ${web}`);
  }
  await client.query("begin");
  try {
    for (const statement of statements) await client.query(statement);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
};

/** MAINTAIN came with PostgreSQL 17; of Postgres' own tables a superuser grants it. */
const mayMaintainStatistics = async (client: Client): Promise<boolean> => {
  const { rows } = await client.query<{ may: boolean }>(
    `select rolsuper and current_setting('server_version_num')::integer >= 170000 as may
      from pg_roles where rolname = current_user`,
  );
  return rows[0]?.may === true;
};
