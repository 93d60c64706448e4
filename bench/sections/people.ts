import type { Context } from "@/lib/access/context";
import { openDatabase } from "@/lib/database/server/database";
import { findPerson } from "@/lib/people/server/find-person";
import { userAt } from "../data/generated-memory";
import { searchWords } from "../data/generated-text";
import { inTurn, timed, type Rounds } from "../in-turn";
import { compared, type GoalOf, type Measurement } from "../measurement";
import { WrongAnswerError, type Bench, type Section } from "../section";
import { adminContext } from "./request-selection";

const user = userAt(20);
const cases = [
  { name: "an id and a rare name", word: searchWords.rare },
  { name: "an id and a name in 2 %", word: searchWords.common },
  { name: "an id and a name in 21 %", word: searchWords.veryCommon },
];

/** Somebody waits for these. */
const firstGroups: GoalOf = () => ({ words: "≤ 300 ms", limit: 300 });

/**
 * A search for a person: when the first groups are there, and when all is said, beside the two statements that find their memories
 * and the newest that name them.
 */
export const people: Section = {
  name: "people",
  needs: "database",
  run: async (bench) => {
    const database = openDatabase(bench.database.url);
    try {
      const ctx = adminContext(bench, database);
      const measurements: Measurement[] = [];
      for (const each of cases) {
        bench.signal.throwIfAborted();
        measurements.push(...(await measure(bench, ctx, each)));
      }
      return measurements;
    } finally {
      await database.$client.end();
    }
  },
};

async function measure(
  bench: Bench,
  ctx: Context,
  { name, word }: (typeof cases)[number],
): Promise<Measurement[]> {
  const rounds: Rounds = bench.hasFewRounds ? { warmUp: 1, measured: 2 } : { warmUp: 2, measured: 9 };
  let bareCount = 0;
  const times: SearchTimes[] = [];
  const samples = await inTurn(rounds, {
    bare: () => timed(async () => (bareCount = await bareSearch(bench, word))),
    product: async () => {
      const found = await timeSearch(bench, ctx, `${user}, ${word}`);
      if (found.theirCount !== bareCount)
        throw new WrongAnswerError(
          `The search finds ${found.theirCount} memories of ${user}, and not ${bareCount}.`,
        );
      times.push(found);
      return found.allMs;
    },
  });
  const measured = times.slice(rounds.warmUp);
  const line = (what: string, msOf: (each: SearchTimes) => number, goal: GoalOf | null) =>
    compared(
      { section: "people", name: `${name}: ${what}` },
      { ...samples, product: measured.map(msOf) },
      goal,
    );
  return [
    line("what is theirs", ({ theirsMs }) => theirsMs, firstGroups),
    line("first memories that name them", ({ memoriesMs }) => memoriesMs, firstGroups),
    line("ids like theirs", ({ alikeMs }) => alikeMs, null),
    line("all of it", ({ allMs }) => allMs, null),
  ];
}

type SearchTimes = Record<"theirsMs" | "memoriesMs" | "alikeMs" | "allMs", number> & { theirCount: number };

const timeSearch = async (bench: Bench, ctx: Context, text: string): Promise<SearchTimes> => {
  const startedAt = performance.now();
  const times = { theirsMs: NaN, memoriesMs: NaN, alikeMs: NaN };
  let theirCount = 0;
  for await (const message of findPerson(ctx, { text, confirmed: [] }, bench.signal)) {
    const ms = performance.now() - startedAt;
    if (message.type === "failed" || message.type === "not_searched")
      throw new WrongAnswerError(`The search of ${text} was not whole: ${JSON.stringify(message)}`);
    if (message.type === "entities" && message.group === "theirs")
      theirCount = message.entities.reduce((sum, { count }) => sum + count.value, 0);
    if (message.type === "memories" && message.group === "about" && Number.isNaN(times.memoriesMs))
      times.memoriesMs = ms;
    if (message.type === "searched" && message.group === "theirs") times.theirsMs = ms;
    if (message.type === "searched" && message.group === "possibly_theirs") times.alikeMs = ms;
  }
  return { ...times, allMs: performance.now() - startedAt, theirCount };
};

/** Answers how many memories are the user's. */
const bareSearch = async ({ client }: Bench, word: string): Promise<number> => {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::integer as count, max(updated_at) from memories where user_id = '${user}'`,
  );
  await client.query(
    `select id, memory, metadata, user_id, agent_id, app_id, run_id, created_at from memories
     where coalesce(folded, lower(memory collate "C")) like '%${word}%' order by created_at desc, id desc limit 200`,
  );
  return rows[0]?.count ?? 0;
};
