import type { Client } from "pg";
import { migrationLock } from "../migrate-database";
import { readDistribution } from "./read-distribution";
import { requireCluster } from "./require-cluster";
import { requireQuiet } from "./require-quiet";

/**
 * They write or read tables that stay on the coordinator, or ask for its locks, and a node has neither. Lethe's own statements heed the
 * holds without them (lib/holds/server/heed-holds.ts), and that upkeep is due is noted with the deletions.
 */
const coordinatorTriggers = [
  ["memories", "memories_note_upkeep"],
  ["memories", "memories_heed_holds"],
  ["memories", "memories_truncate_heeds_holds"],
  ["memory_versions", "memory_versions_heed_holds"],
  ["memory_versions", "memory_versions_truncate_heeds_holds"],
] as const;

/** What was there is moved with it; `false`: the tables lay so already. */
type Moved = boolean;

/**
 * Lays the memories by their ids, and their versions beside them, on the nodes of the Citus cluster whose coordinator this is. All other
 * tables stay on the coordinator. What an interrupted run has not done the next one does. Throws a DistributionError.
 */
export const distributeTables = (client: Client): Promise<Moved> =>
  alone(client, async () => {
    await requireCluster(client);
    await requireQuiet(client);
    const isDistributed = (await readDistribution(client)) !== null;
    if (!isDistributed) await inTransaction(client, distribution);
    // Distributing copies: what lay on the coordinator stays in its files, unseen, until this.
    for (const table of ["memories", "memory_versions"])
      await client.query("select truncate_local_data_after_distributing_table($1::regclass)", [table]);
    return !isDistributed;
  });

/** The way back: plain tables on the coordinator, with all that is in them. */
export const undistributeTables = (client: Client): Promise<Moved> =>
  alone(client, async () => {
    if ((await readDistribution(client)) === null) return false;
    await requireQuiet(client);
    await inTransaction(client, wayBack);
    return true;
  });

const triggersSet = (state: "enable" | "disable"): string[] => [
  ...coordinatorTriggers.map(([table, trigger]) => `alter table ${table} ${state} trigger ${trigger}`),
  `alter table deletions ${state === "enable" ? "disable" : "enable"} trigger deletions_note_upkeep`,
];

/** Who may write versions may number them. */
const sameOwner = `do $$ begin
    execute format('alter sequence memory_versions_ids owner to %s', (
      select relowner::regrole from pg_class where oid = 'memory_versions'::regclass));
  end $$`;

const distribution = [
  // The two that are left look at nothing but the row.
  "set local citus.enable_unsafe_triggers = on",
  ...triggersSet("disable"),
  // Citus brings no table back that has an identity column.
  "alter table memory_versions alter column id drop identity",
  "create sequence memory_versions_ids",
  "select setval('memory_versions_ids', (select coalesce(max(id), 0) + 1 from memory_versions), false)",
  sameOwner,
  "alter table memory_versions alter column id set default nextval('memory_versions_ids')",
  "select create_distributed_table('memories', 'id', colocate_with => 'none')",
  "select create_distributed_table('memory_versions', 'memory_id', colocate_with => 'memories')",
];

const wayBack = [
  "set local citus.enable_unsafe_triggers = on",
  "select undistribute_table('memory_versions')",
  "select undistribute_table('memories')",
  "alter table memory_versions alter column id drop default",
  "drop sequence memory_versions_ids",
  "alter table memory_versions alter column id add generated always as identity (sequence name memory_versions_id_seq)",
  "select setval('memory_versions_id_seq', (select coalesce(max(id), 0) + 1 from memory_versions), false)",
  ...triggersSet("enable"),
];

const inTransaction = async (client: Client, statements: readonly string[]): Promise<void> => {
  await client.query("begin");
  try {
    for (const statement of statements) await client.query(statement);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
};

/** No Lethe process starts meanwhile: each takes this lock first. The session of the client ends it, too. */
const alone = async <Result>(client: Client, work: () => Promise<Result>): Promise<Result> => {
  await client.query("select pg_advisory_lock($1)", [migrationLock]);
  try {
    return await work();
  } finally {
    await client.query("select pg_advisory_unlock($1)", [migrationLock]).catch(() => undefined);
  }
};
