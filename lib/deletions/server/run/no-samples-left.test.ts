import { sql } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/testing/test-database";
import { memories, memoryVersions } from "@/drizzle/schema/memories";
import {
  deletionInput,
  previewedInput,
  requested,
  testRunner,
  untilDeletion,
} from "@/testing/deletions/deletion-fixtures";

// Postgres samples the values of every column, expression and group of columns for its planner, and whoever may read a table
// may read them (pg_stats, pg_stats_ext, pg_stats_ext_exprs). After a deletion the runner sees to it that none is left.

const { database, context } = useTestDatabase();
let stop: () => Promise<void> = () => Promise.resolve();
afterEach(() => stop());

const start = () => {
  const runner = testRunner(database());
  stop = () => runner.stop();
  return runner;
};

/** Memories of a person: the name is in every column that can hold one, often enough to be a common value. */
const store = async (name: string) => {
  const rows = Array.from({ length: 40 }, (_, at) => ({
    memory: `${name} likes ${at % 3}`,
    userId: name,
    agentId: `agent of ${name}`,
    appId: `app of ${name}`,
    runId: `run of ${name}`,
    metadata: { person: name, at: at % 2 },
    categories: [`${name}'s`, "food"],
    storedAt: new Date(Date.now() - 60_000),
  }));
  const stored = await database().insert(memories).values(rows).returning({ id: memories.id });
  await database()
    .insert(memoryVersions)
    .values(stored.map(({ id }) => ({ memoryId: id, oldMemory: `${name} was`, newMemory: `${name} is` })));
};
const analyze = () => database().execute(sql`analyze`);

/** Where samples with a word in them are. */
const samplesOf = async (word: string): Promise<string[]> => {
  const { rows } = await database().execute<{ place: string }>(sql`
    select place from (
      select tablename || '.' || attname as place, concat_ws(' ', most_common_vals, histogram_bounds, most_common_elems) as kept
      from pg_stats where schemaname = 'public'
      union all select statistics_name, most_common_vals::text from pg_stats_ext where schemaname = 'public'
      union all select statistics_name || ' ' || expr, concat_ws(' ', most_common_vals, histogram_bounds, most_common_elems)
      from pg_stats_ext_exprs where schemaname = 'public'
    ) as each where kept ilike ${`%${word}%`} order by place`);
  return rows.map(({ place }) => place);
};
const untilNoneOf = (word: string) => expect.poll(() => samplesOf(word), { timeout: 20_000 }).toEqual([]);

const deleteUser = async (userId: string) => {
  const filter = { field: "user_id" as const, operator: "eq" as const, value: userId };
  const { id } = await requested(context(), await previewedInput(context(), { kind: "matching", filter }));
  expect(await untilDeletion(context(), id)).toMatchObject({ deletedCount: 40 });
};
const wipe = async () => {
  const input = deletionInput({
    selection: { kind: "scope", scope: { user_id: "*", agent_id: "*", app_id: "*", run_id: "*" } },
    expectedCount: await database().$count(memories),
  });
  const { id } = await requested(context(), input);
  expect(await untilDeletion(context(), id)).toMatchObject({ operation: "wipe", status: "completed" });
};

describe("of what was deleted, the database's statistics keep nothing", () => {
  it("after two deletions, one a second behind the other", async () => {
    await database().execute(sql`create index on memories (upper(memory))`);
    await database().execute(sql`create statistics of_two (mcv) on user_id, agent_id from memories`);
    await database().execute(sql`create statistics of_folded on lower(user_id), memory from memories`);
    for (const name of ["adelheid", "bartholomew", "charlotte"]) await store(name);
    await analyze();
    // All there is: a column that is added later is in here by itself.
    expect(await samplesOf("bartholomew")).toEqual(
      expect.arrayContaining([
        "memories.agent_id",
        "memories.app_id",
        "memories.categories",
        "memories.memory",
        "memories.metadata",
        "memories.run_id",
        "memories.user_id",
        "memories_upper_idx.upper",
        "memory_versions.new_memory",
        "memory_versions.old_memory",
        "of_folded lower(user_id)",
        "of_two",
      ]),
    );
    start();
    await deleteUser("adelheid");
    await deleteUser("bartholomew");
    await untilNoneOf("adelheid");
    await untilNoneOf("bartholomew");
    expect(await samplesOf("charlotte")).not.toEqual([]);
  });

  it("after a wipe, which leaves nothing to sample", async () => {
    await store("dorothea");
    await analyze();
    expect(await samplesOf("dorothea")).not.toEqual([]);
    start();
    await wipe();
    await untilNoneOf("dorothea");
    expect(await samplesOf("charlotte")).toEqual([]);
    expect(await database().$count(memories)).toBe(0);
  });

  it("where the process stopped before it came to that, from the next start on", async () => {
    await store("ferdinand");
    await store("gwendolyn");
    await analyze();
    const first = start();
    await deleteUser("ferdinand");
    await first.stop();
    await database().execute(sql`insert into upkeep_due default values`);
    await analyzeWhileThere("heathcliff");
    start();
    await untilNoneOf("ferdinand");
    await untilNoneOf("heathcliff");
    expect(await samplesOf("gwendolyn")).not.toEqual([]);
  });

  it("whoever deleted, and whatever table held the words", async () => {
    await database().execute(sql`create table notes (word text not null, at date not null)`);
    await database().execute(sql`insert into notes select 'isambard', now() from generate_series(1, 40)`);
    await analyze();
    expect(await samplesOf("isambard")).toEqual(["notes.word"]);
    await database().execute(sql`delete from notes`);
    await store("jocasta");
    await analyze();
    await deleteByHand("jocasta");
    start();
    await untilNoneOf("jocasta");
    await untilNoneOf("isambard");
  });
});

/** As the database's own upkeep may do between a deletion and Lethe's: samples what a moment later is gone. */
const analyzeWhileThere = async (name: string) => {
  await store(name);
  await analyze();
  await deleteByHand(name);
};

const deleteByHand = async (name: string) => {
  await database().execute(sql`delete from memory_versions where old_memory = ${`${name} was`}`);
  await database().execute(sql`delete from memories where user_id = ${name}`);
};
