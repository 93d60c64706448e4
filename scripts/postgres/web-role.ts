import { createHmac } from "node:crypto";
import pg from "pg";
import type { DataFolderSecrets } from "./data-folder";

const role = "lethe_web";

/**
 * The role by which the web server uses the embedded database: no superuser, and without any right to rewrite the ledger (the rights
 * come with the migrations: lib/database/server/web-role.ts). Made at the first start. Its password needs no place of its own, as
 * it follows from the superuser's, and not the other way round.
 */
export async function prepareWebRole(
  url: string,
  { postgresPassword }: Pick<DataFolderSecrets, "postgresPassword">,
): Promise<{ url: string; role: string }> {
  const password = createHmac("sha256", postgresPassword).update("web role").digest("base64url");
  const client = new pg.Client({ connectionString: url, application_name: "lethe launcher" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [role]);
    const verb = rowCount === 0 ? "create" : "alter";
    await client.query(
      `${verb} role ${role} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password ${client.escapeLiteral(password)}`,
    );
  } finally {
    await client.end();
  }
  return { url: Object.assign(new URL(url), { username: role, password }).toString(), role };
}
