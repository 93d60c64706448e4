import { sql } from "drizzle-orm";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databaseNow } from "@/lib/database/server/database-clock";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { cleans } from "@/drizzle/schema/cleans";
import { memories } from "@/drizzle/schema/memories";
import { storeMemories } from "@/testing/deletions/deletion-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { cleanNext } from "./clean-next";
import { addClean, cancelClean, requestClean } from "./request-clean";

const { database, context, url } = useTestDatabase();
const memoryCount = 3_000;
const next = (signal = new AbortController().signal, embeddedPath: string | null = null) =>
  cleanNext({ database: database(), now: databaseNow, embeddedPath, signal });
const last = async () => {
  const [row] = await database()
    .select()
    .from(cleans)
    .orderBy(sql`requested_at desc`)
    .limit(1);
  return row;
};
const leftovers = async () => {
  const { rows } = await database().execute<{ name: string }>(sql`
    select relname::text as name from pg_class where relnamespace = 'lethe_copies'::regnamespace
    union all select tgname from pg_trigger where tgname like 'lethe_note%'
    union all select proname from pg_proc where pronamespace = 'lethe_copies'::regnamespace`);
  return rows.map(({ name }) => name);
};
const connected: pg.Client[] = [];
const connect = async () => {
  const client = new pg.Client({ connectionString: url() });
  client.on("error", () => undefined);
  connected.push(client);
  await client.connect();
  return client;
};
/** Waits until a condition of the database holds. */
const until = async (condition: string) => {
  const client = await connect();
  for (const end = Date.now() + 30_000; Date.now() < end;) {
    if ((await client.query<{ holds: boolean }>(`select ${condition} as holds`)).rows[0]?.holds) return;
  }
  throw new Error(`Never so: ${condition}`);
};
/** Does something after the table was copied and before the copy takes its place, which waits for this transaction; answers how it ended. */
const whileSwapping = async (...statements: string[]) => {
  const holder = await connect();
  await holder.query("begin");
  await holder.query("select from memories limit 1");
  await requestClean(context());
  const running = next();
  await until("exists (select from cleans where phase = 'swapping')");
  for (const statement of statements) await holder.query(statement);
  await holder.query("commit");
  await running;
  return last();
};

beforeEach(async () => {
  await database().execute(sql`truncate cleans`);
  await database().delete(memories);
  await storeMemories(database(), memoryCount);
});

// A failed test leaves no lock to the next ones.
afterEach(async () => {
  for (const client of connected.splice(0)) await client.end();
});

describe("a clean", () => {
  it("is done once, and its request and end are in the ledger", async () => {
    expect(await next()).toBe(false);
    await requestClean(context());
    await expect(requestClean(context())).rejects.toMatchObject({ code: "wrong_status" });
    expect(await addClean(context())).toBe(false);
    expect(await next()).toBe(true);
    expect(await next()).toBe(false);
    const row = await last();
    expect(row).toMatchObject({ status: "completed", attempts: 1, phase: null });
    expect(row?.doneBytes).toBeGreaterThan((row?.totalBytes ?? 0) / 2);
    const events = await database()
      .select()
      .from(ledgerEvents)
      .orderBy(sql`seq desc`)
      .limit(2);
    expect(events.map(({ kind }) => kind)).toEqual(["clean.finished", "clean.requested"]);
    expect(JSON.parse(events[0]?.body ?? "")).toMatchObject({
      cleanId: row?.id,
      status: "completed",
      startedAt: row?.startedAt?.toISOString(),
      log: "not_embedded",
    });
  });

  it("is asked for and cancelled by admins alone", async () => {
    for (const role of ["viewer", "support", "auditor"] as const) {
      await expect(requestClean(context(role))).rejects.toMatchObject({ code: "not_permitted" });
      await expect(cancelClean(context(role))).rejects.toMatchObject({ code: "not_permitted" });
    }
    await expect(cancelClean(context())).rejects.toMatchObject({ code: "wrong_status" });
    await requestClean(context());
    await cancelClean(context());
    expect(await next()).toBe(true);
    expect(await last()).toMatchObject({ status: "cancelled", startedAt: null });
  });

  it("is cancelled in the middle of a statement, and leaves nothing", async () => {
    // A reader who does not end keeps the tables from being swapped; the wait for the lock is the statement.
    const holder = await connect();
    await holder.query("begin");
    await holder.query("select from memories limit 1");
    await requestClean(context());
    const running = next();
    await until("exists (select from cleans where phase = 'swapping')");
    await cancelClean(context());
    await until("exists (select from cleans where status = 'running' and phase is null)");
    await holder.query("rollback");
    await running;
    expect(await last()).toMatchObject({ status: "cancelled" });
    expect(await leftovers()).toEqual([]);
    expect(await database().$count(memories)).toBe(memoryCount);
  });

  it.each([
    ["in a statement", "active"],
    ["between two statements", "idle"],
  ])(
    "begins again after its connection or its process died %s, and drops what that left",
    async (_name, state) => {
      const holder = await connect();
      await holder.query("begin");
      await holder.query("select from memories limit 1");
      await requestClean(context());
      const running = next().catch((error: unknown) => error);
      await until("exists (select from cleans where phase = 'swapping')");
      await until(`(
      select count(pg_terminate_backend(pid)) > 0 from pg_stat_activity join pg_locks using (pid)
      where locktype = 'advisory' and objid = 7313031 and datname = current_database() and state = '${state}')`);
      expect(await running).toBeInstanceOf(Error);
      expect(await last()).toMatchObject({ status: "running" });
      expect((await leftovers()).length).toBeGreaterThan(3);
      await holder.query("rollback");
      // What is written meanwhile is no part of the copy that was left.
      await storeMemories(database(), 10);
      await next();
      expect(await last()).toMatchObject({ status: "completed", attempts: 2 });
      expect(await leftovers()).toEqual([]);
      expect(await database().$count(memories)).toBe(memoryCount + 10);
    },
  );

  it("is given up after some attempts that died", async () => {
    await requestClean(context());
    await database().update(cleans).set({ status: "running", attempts: 5 });
    await next();
    expect(await last()).toMatchObject({ status: "failed", errorCode: "interrupted" });
  });

  it("stops with its process, and another one does it", async () => {
    const holder = await connect();
    await holder.query("begin");
    await holder.query("select from memories limit 1");
    await requestClean(context());
    const stopping = new AbortController();
    const running = next(stopping.signal);
    await until("exists (select from cleans where phase = 'swapping')");
    stopping.abort();
    await until("exists (select from cleans where status = 'running' and phase is null)");
    await holder.query("rollback");
    await running;
    expect(await last()).toMatchObject({ status: "running" });
    expect(await leftovers()).toEqual([]);
    await next();
    expect(await last()).toMatchObject({ status: "completed" });
  });

  it("is done by one process at a time", async () => {
    await requestClean(context());
    expect(await Promise.all([next(), next(), next()])).toContain(true);
    expect(await last()).toMatchObject({ status: "completed", attempts: 1 });
  });

  it("takes over that the table was emptied at a stroke", async () => {
    const status = await whileSwapping(
      "truncate memories",
      "insert into memories (memory) values ('the only one')",
    );
    expect(status).toMatchObject({ status: "completed" });
    expect(await database().$count(memories)).toBe(1);
  });
});

describe("a clean is refused, with everything as it was", () => {
  const failedWith = async (code: string) => {
    await requestClean(context());
    await next();
    expect(await last()).toMatchObject({ status: "failed", errorCode: code });
    expect(await leftovers()).toEqual([]);
    expect(await database().$count(memories)).toBe(memoryCount);
  };

  it.each([
    ["a view", "create view seen as select memory from memories", "drop view seen"],
    [
      "a foreign key",
      "create table pointing (id uuid references memories (id) on delete cascade)",
      "drop table pointing",
    ],
    ["a publication", "create publication told for table memories", "drop publication told"],
    ["a policy", "create policy mine on memories using (true)", "drop policy mine on memories"],
    [
      "a function of its rows",
      "create function words_of(memories) returns text language sql return $1.memory",
      "drop function words_of",
    ],
  ])("where %s hangs on the table", async (_name, make, unmake) => {
    await database().execute(sql.raw(make));
    await failedWith("depended_on");
    await database().execute(sql.raw(unmake));
    await requestClean(context());
    await next();
    expect(await last()).toMatchObject({ status: "completed" });
  });

  it("where the table is altered after it was copied", async () => {
    expect(await whileSwapping("alter table memories add column mood text")).toMatchObject({
      status: "failed",
      errorCode: "altered",
    });
    expect(await leftovers()).toEqual([]);
    await database().execute(sql`alter table memories drop column mood`);
    expect(await database().$count(memories)).toBe(memoryCount);
  });
});
