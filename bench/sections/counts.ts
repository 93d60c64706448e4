import { createSerializer } from "nuqs/server";
import { memorySearchParams } from "@/lib/browse/memory-search";
import type { Count, FacetField, FacetValue } from "@/lib/memories/types";
import type { Console } from "../console/start-console";
import { inTurn, timed, type Rounds } from "../in-turn";
import { compared, timesBare, type Measurement } from "../measurement";
import { WrongAnswerError, type Bench, type Section } from "../section";
import { singleFilters } from "./browse-cases";
import { getOrThrow } from "./page-paths";

const section = "counts";
const goal = timesBare(1.5);
const serialize = createSerializer(memorySearchParams);

/** What each value of a field occurs in; categories are a list of each memory. */
const bareFacets: Record<FacetField, string> = {
  user_id: "select user_id as value from memories",
  agent_id: "select agent_id as value from memories",
  app_id: "select app_id as value from memories",
  run_id: "select run_id as value from memories",
  categories: "select unnest(categories) as value from memories",
};

/** The count beside the table for each filter, and the values that filters suggest: over HTTP, beside a bare count. */
export const counts: Section = {
  name: section,
  needs: "console",
  run: async (bench, web) => {
    const measurements: Measurement[] = [];
    const everything = { name: "everything", filter: null, text: "", condition: "true" };
    for (const { name, filter, text, condition } of [everything, ...singleFilters(bench.rows)]) {
      measurements.push(
        await measure(bench, web, {
          name,
          path: `/api/memories/count${serialize({ filter, q: text })}`,
          statement: `select count(*)::integer as count from memories where ${condition}`,
          read: (body) => {
            const { value, isExact } = JSON.parse(body) as Count;
            return { count: value, isExact };
          },
        }),
      );
    }
    for (const [field, values] of Object.entries(bareFacets)) {
      measurements.push(
        await measure(bench, web, {
          name: `values of ${field}`,
          path: `/api/memories/facets?field=${field}`,
          statement: `select count(*)::integer as count from (${values}) as each where value is not null group by value order by 1 desc limit 20`,
          read: (body) => {
            const [largest] = JSON.parse(body) as FacetValue[];
            return { count: largest?.count ?? 0, isExact: largest?.isLowerBound !== true };
          },
        }),
      );
    }
    return measurements;
  },
};

type Case = {
  name: string;
  path: string;
  statement: string;
  read: (body: string) => { count: number; isExact: boolean };
};

async function measure(
  bench: Bench,
  web: Console,
  { name, path, statement, read }: Case,
): Promise<Measurement> {
  bench.signal.throwIfAborted();
  const rounds: Rounds = bench.hasFewRounds ? { warmUp: 1, measured: 3 } : { warmUp: 2, measured: 9 };
  let expected = NaN;
  let shown = { count: NaN, isExact: false };
  const samples = await inTurn(rounds, {
    bare: () =>
      timed(async () => {
        const { rows } = await bench.client.query<{ count: number }>(statement);
        expected = rows[0]?.count ?? 0;
      }),
    product: () => timed(async () => (shown = read(await getOrThrow(web, path)))),
  });
  const isRight = shown.isExact ? shown.count === expected : shown.count <= expected;
  if (!isRight)
    throw new WrongAnswerError(
      `${name}: the product counts ${shown.count}, and the bare statement ${expected}.`,
    );
  const size = `${shown.isExact ? "" : "at least "}${shown.count.toLocaleString("en-US")}`;
  return compared({ section, name, size }, samples, goal);
}
