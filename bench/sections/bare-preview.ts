import type pg from "pg";
import { previewMonthsMax } from "@/lib/stores/preview";

/** Some of the numbers, to see that both have counted the same. */
export type BareAnswer = {
  count: number;
  monthCount: number;
  /** Of the largest user, run and category. */
  largest: (number | undefined)[];
  newestId: string | undefined;
  nearCount: number | null;
};

/**
 * What somebody who writes SQL would ask to see the same before a deletion: a query for each thing, and no cutoff. Memories
 * near a user's are asked for in the same way.
 */
export async function barePreview(
  client: pg.Client,
  condition: string,
  asksNear: boolean,
): Promise<BareAnswer> {
  const [summary] = await rowsOf(
    client,
    `select count(*)::integer as count, count(*) filter (where expiration_date < current_date) as expired,
       count(*) filter (where immutable) as immutable, count(superseded_by) as superseded,
       min(created_at) as oldest, max(created_at) as newest
     from memories where ${condition}`,
  );
  const grouped = (column: string) =>
    rowsOf(
      client,
      `select ${column} as value, count(*)::integer as count from memories where ${condition}
       group by 1 order by ${column} is null, 2 desc limit 20`,
    );
  const [user] = await grouped("user_id");
  await grouped("agent_id");
  await grouped("app_id");
  const [run] = await grouped("run_id");
  const [category] = await rowsOf(
    client,
    `select category as value, count(*)::integer as count from memories cross join unnest(categories) as category
     where ${condition} group by 1 order by 2 desc limit 20`,
  );
  const months = await rowsOf(
    client,
    `select date_trunc('month', created_at at time zone 'utc') as month, count(*)::integer as count
     from memories where ${condition} group by 1 order by 1`,
  );
  const [newest] = await rowsOf(
    client,
    `select * from memories where ${condition} order by created_at desc, id desc limit 5`,
  );
  const [near] = asksNear
    ? await rowsOf(
        client,
        `select count(*)::integer as count, count(distinct run_id) as runs from memories where user_id is null
           and run_id in (select run_id from memories where ${condition})`,
      )
    : [];
  return {
    count: summary?.count ?? 0,
    monthCount: Math.min(months.length, previewMonthsMax),
    largest: [user?.count, run?.count, category?.count],
    newestId: newest?.id,
    nearCount: near?.count ?? null,
  };
}

async function rowsOf(client: pg.Client, text: string) {
  const { rows } = await client.query<{ count: number; id?: string }>(text);
  return rows;
}
