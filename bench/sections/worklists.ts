import { createSerializer } from "nuqs/server";
import { memorySearchParams } from "@/lib/browse/memory-search";
import type { Count } from "@/lib/memories/types";
import type { MonthCounts } from "@/lib/memories/month-counts";
import { unchangedDays, type StaleCounts } from "@/lib/worklists/stale-counts";
import {
  worklistFilter,
  worklistNames,
  type WorklistName,
  type WorklistOptions,
} from "@/lib/worklists/worklists";
import type { Console } from "../console/start-console";
import { inTurn, timed, type Rounds } from "../in-turn";
import { compared, timesBare, withinP95, type Measurement } from "../measurement";
import { TookTooLongError, WrongAnswerError, type Bench, type Section } from "../section";
import { getOrThrow } from "./page-paths";

const section = "worklists";
const pageMsMax = 1_000;
const options: WorklistOptions = {
  keeps: "newest",
  unchangedDays: 365,
  inactiveKind: "run",
  inactiveDays: 180,
  longerThan: 500,
};

/** The count that somebody who writes SQL would write for each list. */
const bare: Record<WorklistName, string> = {
  expired: "select count(*) from memories where expiration_date < (now() at time zone 'utc')::date",
  superseded: "select count(*) from memories where superseded_by is not null",
  duplicates:
    "select coalesce(sum(repeats - 1), 0) as count from (select count(*) as repeats from memories group by repeat_key having count(*) > 1) as repeated",
  unchanged: `select count(*) from memories where updated_at < now() - interval '${options.unchangedDays} days'`,
  no_user: "select count(*) from memories where user_id is null",
  inactive: `select count(*) from memories where run_id in (select run_id from memories where run_id is not null
    group by 1 having max(updated_at) < now() - interval '${options.inactiveDays} days')`,
  long: `select count(*) from memories where length(memory) > ${options.longerThan}`,
};

const bareStale = `select count(*) from memories where expiration_date < (now() at time zone 'utc')::date or superseded_by is not null
  or updated_at < now() - interval '${unchangedDays} days'
  or id in (select id from (select id, row_number() over (partition by repeat_key order by created_at desc, id desc) as place from memories) as placed where place > 1)`;

const serialize = createSerializer({ filter: memorySearchParams.filter });

/** The numbers of the page, each over HTTP beside its bare query, and the page itself. */
export const worklists: Section = {
  name: section,
  needs: "console",
  run: async (bench, web) => {
    const measurements: Measurement[] = [];
    for (const name of worklistNames) {
      const path = `/api/worklists/count${serialize({ filter: worklistFilter(name, options) })}`;
      measurements.push(
        ...(await measure(
          bench,
          web,
          { name, path, statement: bare[name] },
          (body) => (JSON.parse(body) as Count).value,
        )),
      );
    }
    measurements.push(
      ...(await measure(
        bench,
        web,
        { name: "what is stale", path: "/api/worklists/stale", statement: bareStale },
        (body) => (JSON.parse(body) as StaleCounts).stale,
      )),
    );
    measurements.push(
      ...(await measure(
        bench,
        web,
        {
          name: "by month",
          path: "/api/memories/by-month",
          statement: `select sum(count) as count from (select date_trunc('month', created_at at time zone 'utc'), count(*) from memories group by 1) as months`,
        },
        (body) => totalOf(JSON.parse(body) as MonthCounts),
      )),
    );
    const pages: number[] = [];
    for (let round = 0; round < (bench.hasFewRounds ? 5 : 60); round++) {
      bench.signal.throwIfAborted();
      pages.push(await timed(() => getOrThrow(web, "/clean-up")));
    }
    measurements.push(withinP95({ section, name: "/clean-up as HTML" }, pages, pageMsMax));
    return measurements;
  },
};

const totalOf = ({ months }: MonthCounts): number =>
  months.reduce((sum, { counts }) => sum + counts.reduce((all, count) => all + count, 0), 0);

/** Nothing when the product gives up, as it may of a large store: that is told while the bench runs. */
async function measure(
  bench: Bench,
  web: Console,
  { name, path, statement }: { name: string; path: string; statement: string },
  countOf: (body: string) => number,
): Promise<Measurement[]> {
  bench.signal.throwIfAborted();
  const rounds: Rounds = bench.hasFewRounds ? { warmUp: 1, measured: 3 } : { warmUp: 2, measured: 9 };
  let [expected, counted] = [NaN, NaN];
  const countBare = async () => {
    const { rows } = await bench.client.query<{ count: string }>(statement);
    return Number(rows[0]?.count);
  };
  try {
    const samples = await inTurn(rounds, {
      bare: () => timed(async () => (expected = await countBare())),
      product: () => timed(async () => (counted = countOf(await getOrThrow(web, path)))),
    });
    // Of ten million memories one becomes a year old every few seconds: the product may count what the bare statement counts later.
    if (counted !== expected && (counted < expected || counted > (await countBare())))
      throw new WrongAnswerError(
        `${name}: the product counts ${counted}, and the bare statement ${expected}.`,
      );
    return [compared({ section, name, size: counted.toLocaleString("en-US") }, samples, timesBare(1.3))];
  } catch (error) {
    if (!(error instanceof TookTooLongError)) throw error;
    bench.log(`${name}: not measured, as the product gave up. ${error.message}`);
    return [];
  }
}
