import type pg from "pg";
import { databaseOn, type Database } from "@/lib/database/server/database";
import { foldWideSql } from "@/lib/text/fold-sql";
import { repeatKeySql } from "@/drizzle/schema/normalised-sql";
import { unknownInstant } from "@/lib/instants/unknown-instant";
import { isOddSql } from "./odd-rows";
import {
  dayPattern,
  epochPatterns,
  exactPattern,
  naivePattern,
  replacedForPostgres,
} from "./written-instant";

/**
 * Mem0's collection in Postgres, readable by the statements of the built-in store: each of them finds, under the name
 * `memories`, the rows of the collection in the built-in store's columns (as a common table expression, which needs no right
 * but to read, and works on a standby). So both stores mean the same by a filter, a count and a preview, and everything is
 * exact. Nothing is indexed but the id: what is not asked by id reads the whole collection.
 *
 * `pool` must be used for nothing else. Its connections are made read-only.
 */
export const collectionDatabase = (pool: pg.Pool, collection: string): Database => {
  const relation = `"memories" as not materialized (${collectionQuery(collection)})`;
  // pg-pool waits for it, which its types do not say.
  // oxlint-disable-next-line typescript/no-misused-promises
  pool.options.onConnect = (client) => client.query("set default_transaction_read_only = on");
  pool.on("connect", (client) => {
    const query = client.query.bind(client);
    // The same arguments but for the statement's text, in each of the ways to call the driver.
    client.query = ((statement: unknown, ...rest: []) =>
      query(withRelation(statement, relation) as string, ...rest)) as typeof client.query;
  });
  return databaseOn(pool);
};

const withRelation = (statement: unknown, relation: string): unknown => {
  if (typeof statement === "string") return prefixed(statement, relation);
  if (
    typeof statement === "object" &&
    statement !== null &&
    "text" in statement &&
    typeof statement.text === "string"
  )
    return { ...statement, text: prefixed(statement.text, relation) };
  return statement;
};

/** Only what reads can use the relation; `begin`, `set` and the like stay as they are. */
const prefixed = (text: string, relation: string): string => {
  if (/^\s*with\s/i.test(text)) return `with ${relation}, ${text.replace(/^\s*with\s/i, "")}`;
  return /^\s*(select\s|\()/i.test(text) ? `with ${relation} ${text}` : text;
};

const readable = (key: string): string =>
  replacedForPostgres.reduce(
    (sql, { pattern, by }) => `regexp_replace(${sql}, '${pattern}', '${by}')`,
    `payload ->> '${key}'`,
  );

const instantSql = (key: string): string => `date_trunc('milliseconds', case
  when payload ->> '${key}' ~ '${exactPattern}' then (${readable(key)})::timestamptz
  when payload ->> '${key}' ~ '${naivePattern}' then ((${readable(key)})::timestamp at time zone 'utc')
  ${epochPatterns.map(({ pattern, toMs }) => `when payload ->> '${key}' ~ '${pattern}' then ${epochSql(key, toMs)}`).join(" ")} end)`;

/** By decimal digits, so that nothing is rounded. */
const epochSql = (key: string, toMs: number): string =>
  `timestamptz 'epoch' + trunc((payload ->> '${key}')::numeric * 1e${toMs}::numeric)::double precision * interval '1 millisecond'`;

/** The keys of a payload that are no metadata. */
const ownKeys = [
  "data",
  "user_id",
  "agent_id",
  "run_id",
  "hash",
  "created_at",
  "updated_at",
  "expiration_date",
  "text_lemmatized",
];

/**
 * The built-in store's columns out of a payload, as read-memory.ts reads them from the server's answers, without the odd
 * rows. Only created_at says when a memory was stored or changed: a deletion is bound there to what was read
 * (judge-previewed.ts).
 */
const collectionQuery = (collection: string): string => `
  select *, ${repeatKeySql({
    folded: `coalesce(folded, lower(memory collate "C"))`,
    userId: "user_id",
    agentId: "agent_id",
    appId: "app_id",
    runId: "run_id",
  })} as repeat_key
  from (select id, memory,
    case when octet_length(memory) <> length(memory) then ${foldWideSql("memory")} end as folded, user_id, agent_id, null::text as app_id, run_id, metadata, '{}'::text[] as categories,
    false as immutable, expiration_date, null::uuid as superseded_by, null::uuid as import_id,
    false as is_sample, null::text as feedback, null::text as feedback_reason,
    created_at, coalesce(updated_at, created_at) as updated_at, created_at as stored_at,
    created_at as changed_at
  from (
    select id, coalesce(payload ->> 'data', '') as memory, payload ->> 'user_id' as user_id,
      payload ->> 'agent_id' as agent_id, payload ->> 'run_id' as run_id,
      case when jsonb_typeof(payload) = 'object' then payload - '{${ownKeys.join(",")}}'::text[] else '{}' end as metadata,
      case when payload ->> 'expiration_date' ~ '${dayPattern}' then (payload ->> 'expiration_date')::date end
        as expiration_date,
      coalesce(${instantSql("created_at")}, '${unknownInstant}') as created_at, ${instantSql("updated_at")} as updated_at
    from public."${collection}" where not (${isOddSql})
  ) as rows) as folding`;
