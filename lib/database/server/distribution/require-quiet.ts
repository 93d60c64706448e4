import type { Client } from "pg";
import { DistributionError } from "./distribution-error";

/**
 * Throws a DistributionError while somebody else is connected, who may write, or would go on taking the tables for what they were; and
 * while a deletion or a clean has begun, which knows where the memories lie. Under the lock of starts, so that none begins.
 */
export const requireQuiet = async (client: Client): Promise<void> => {
  const { rows } = await client.query<{ others: string[]; deletions: number; cleans: number }>(`
    select array(
        select coalesce(nullif(application_name, ''), 'a program without a name') || ' (' || coalesce(client_addr::text, 'local') || ')'
        from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
          -- Citus' own, between the nodes.
          and application_name !~ '^citus_'
        order by 1
      ) as others,
      (select count(*) from deletions where finished_at is null)::integer as deletions,
      (select count(*) from cleans where status in ('queued', 'running'))::integer as cleans`);
  const { others = [], deletions = 0, cleans = 0 } = rows[0] ?? {};
  if (others.length > 0)
    throw new DistributionError(
      `Others are connected to the database: ${[...new Set(others)].join(", ")}. Stop every Lethe process, and all else that writes, and run this again.`,
    );
  if (deletions > 0)
    throw new DistributionError(
      `${deletions === 1 ? "A deletion has" : `${deletions} deletions have`} not ended. Start Lethe, let it end or cancel it, stop Lethe, and run this again.`,
    );
  if (cleans > 0)
    throw new DistributionError(
      "The files are being cleaned. Start Lethe, let that end or cancel it, stop Lethe, and run this again.",
    );
};
