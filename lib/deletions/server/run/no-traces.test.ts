import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Database } from "@/lib/database/server/database";
import { useTestDatabase } from "@/testing/test-database";
import { memories, memoryVersions } from "@/drizzle/schema/memories";
import { deletionInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { requestDeletion } from "../request/request-deletion";

const { database, context } = useTestDatabase();

/** Every row of every table of every schema but Postgres' own, as text. */
const dump = async (from: Database): Promise<string> => {
  const { rows: tables } = await from.execute<{ schema: string; name: string }>(sql`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`);
  const texts: string[] = [];
  for (const { schema, name } of tables) {
    const table = sql`${sql.identifier(schema)}.${sql.identifier(name)}`;
    const { rows } = await from.execute<{ text: string | null }>(
      sql`select string_agg(each::text, ' ') as text from ${table} as each`,
    );
    texts.push(`${name}: ${rows[0]?.text ?? ""}`);
  }
  expect(tables.length).toBeGreaterThan(5);
  return texts.join("\n");
};

describe("after a deletion", () => {
  it.each(["listed", "matching"])("no table holds a word of what was deleted (%s)", async (kind) => {
    const userId = `erased-${kind}`;
    const ids = await storeMemories(database(), 50, { userId, word: "xylophonist" });
    await storeMemories(database(), 5, { userId: "maya", word: "bystanding" });
    await database()
      .insert(memoryVersions)
      .values({ memoryId: ids[0] ?? "", oldMemory: "earlier quokkaphile", newMemory: "xylophonist fact" });
    const before = await dump(database());
    expect(before).toContain("xylophonist");
    expect(before).toContain("quokkaphile");

    const wish = kind === "listed" ? { ids } : { userId, expectedCount: 50 };
    const { id } = await requested(context(), deletionInput(wish));
    expect(await runToEnd(context(), id)).toMatchObject({ status: "completed", deletedCount: 50 });
    const after = await dump(database());
    expect(after).not.toContain("xylophonist");
    expect(after).not.toContain("quokkaphile");
    expect(after).toContain("bystanding");
    expect(after).toContain(id);
  });
});

describe("an error", () => {
  it("of a failing statement quotes no value", async () => {
    const secret = "she plays the xylophone";
    const failure = await database()
      .insert(memories)
      .values({ memory: secret, id: "not a uuid" })
      .catch((error: unknown) => error);
    expect(everythingIn(failure)).not.toContain("xylophone");
    expect(everythingIn(failure)).toContain("22P02");
  });

  it("of a request quotes neither reason nor filter", async () => {
    const broken = { ...context(), database: failing(database()) };
    const input = deletionInput({ userId: "xylophone", expectedCount: 1 }, { reason: "xylophone" });
    const failure = await requestDeletion(broken, input).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(everythingIn(failure)).not.toContain("xylophone");
  });

  it("of one memory leaves no text in its item", async () => {
    // A trigger somebody else put on the table, whose message quotes the memory.
    await database().execute(sql`create function refuse_all() returns trigger language plpgsql as $$
      begin raise exception 'cannot delete %', old.memory using errcode = 'P0001'; end $$`);
    await database().execute(sql`create trigger refuse_all before delete on memories
      for each row when (old.user_id = 'stuck') execute function refuse_all()`);
    await storeMemories(database(), 3, { userId: "stuck", word: "glockenspiel" });
    const { id } = await requested(context(), deletionInput({ userId: "stuck", expectedCount: 3 }));
    expect(await runToEnd(context(), id)).toMatchObject({ status: "failed", failedCount: 3 });
    await database().execute(sql`drop trigger refuse_all on memories`);
    await database().delete(memories).where(eq(memories.userId, "stuck"));
    expect(await dump(database())).not.toContain("glockenspiel");
  });
});

const everythingIn = (error: unknown): string =>
  error instanceof Error
    ? [
        error.message,
        error.stack,
        JSON.stringify(error, Object.getOwnPropertyNames(error)),
        everythingIn(error.cause),
      ].join(" ")
    : JSON.stringify(error);

/** A database whose every select fails, in the database. */
const failing = (real: Database): Database =>
  Object.assign(Object.create(real) as Database, {
    select: () => real.select({ broken: sql`1 / 0, ${"xylophone"}::text` }),
  });
