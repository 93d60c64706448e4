import pg from "pg";
import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { waitingWords } from "@/lib/deletions/words/error-words";
import { emptyScope } from "@/lib/deletions/scope/scope";
import { writersErrorCode, type Deletion } from "@/lib/deletions/types";
import { importMemories } from "@/lib/imports/server/import-memories";
import { requestNow } from "@/lib/mem0-api/server/delete-memories";
import { useTestDatabase } from "@/testing/test-database";
import { memories } from "@/drizzle/schema/memories";
import { cancelDeletion } from "../control-deletion";
import {
  previewedInput,
  requested,
  runToEnd,
  testRunner,
  untilDeletion,
} from "@/testing/deletions/deletion-fixtures";
import { getDeletion } from "../history/get-deletion";

// What was being stored when a deletion was asked for commits later with an earlier time.

const { database, url, context } = useTestDatabase();
beforeEach(() => database().delete(memories));

const ofUser = (user_id: string) => ({
  kind: "scope" as const,
  scope: { ...emptyScope, user_id },
  excludedIds: [],
  keepsImmutable: false,
});

/** A session whose transaction has stored a memory of the user, and has not ended. */
const writer = async (userId: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  await client.query("begin");
  await client.query("insert into memories (memory, user_id) values ('on its way', $1)", [userId]);
  return client;
};
const store = (userId: string) => database().insert(memories).values({ memory: "there", userId });
const countOf = (userId: string) => database().$count(memories, eq(memories.userId, userId));
const isWaiting = ({ errorCode }: Deletion) => errorCode === writersErrorCode;

describe("a deletion that an application asks for", () => {
  it("waits for whoever was storing, says so, and keeps nobody from storing", async () => {
    await store("ann");
    const client = await writer("ann");
    const { id } = await requestNow(context(), ofUser("ann"));
    const runner = testRunner(database(), { leaseSeconds: 1 });
    const waiting = await untilDeletion(context(), id, isWaiting);
    expect(waiting).toMatchObject({ status: "running", requestedCount: null });
    expect(waitingWords(waiting.errorCode ?? "")).toContain("Waiting for an import");
    // Who comes now is not waited for, also while it stores.
    const late = await writer("ann");
    await store("ann");
    await client.query("commit");
    const done = await untilDeletion(context(), id);
    expect(done).toMatchObject({ status: "completed", deletedCount: 2, errorCode: null });
    await late.query("commit");
    await Promise.all([runner.stop(), client.end(), late.end()]);
    expect(await countOf("ann")).toBe(2);
  });

  it("can be cancelled meanwhile", async () => {
    const client = await writer("ben");
    const { id } = await requestNow(context(), ofUser("ben")).catch(async () => {
      await store("ben");
      return requestNow(context(), ofUser("ben"));
    });
    const runner = testRunner(database());
    await untilDeletion(context(), id, isWaiting);
    expect(await cancelDeletion(context(), { id })).toMatchObject({ status: "cancelled", errorCode: null });
    await client.query("rollback");
    await Promise.all([runner.stop(), client.end()]);
    expect((await getDeletion(context(), id)).deletedCount).toBe(0);
  });

  it("is followed by nothing of before its cutoff, under a running import in pieces of at most two seconds", async () => {
    // A slow disk: a batch of the largest size would take five seconds.
    await database().execute(sql`
      create function be_slow() returns trigger language plpgsql as 'begin perform pg_sleep(0.0005); return new; end'`);
    await database().execute(
      sql`create trigger memories_slow before insert on memories for each row execute function be_slow()`,
    );
    await store("cas");
    const lines = Array.from({ length: 5_000 }, (_, n) =>
      JSON.stringify({ memory: `fact ${n}`, user_id: "cas" }),
    );
    const source = (async function* () {
      yield await Promise.resolve(Buffer.from(lines.join("\n")));
    })();
    const runner = testRunner(database());
    const adding = { isUnderWay: true };
    const importing = importMemories(context(), { source }).finally(() => (adding.isUnderWay = false));
    const ended: Deletion[] = [];
    while (adding.isUnderWay) {
      const { id } = await requestNow(context(), ofUser("cas")).catch(() => ({ id: null }));
      if (id === null) continue;
      ended.push(await untilDeletion(context(), id));
      const before = await database().$count(
        memories,
        sql`${memories.storedAt} <= ${ended.at(-1)?.cutoffAt ?? ""}::timestamptz`,
      );
      expect(before).toBe(0);
    }
    expect(await importing).toMatchObject({ addedCount: lines.length });
    await runner.stop();
    await database().execute(sql`drop trigger memories_slow on memories`);
    expect(ended.length).toBeGreaterThan(1);
    expect(ended.every(({ status }) => status === "completed")).toBe(true);
    const last = ended.at(-1)?.cutoffAt ?? "";
    expect(await database().$count(memories, sql`${memories.storedAt} <= ${last}::timestamptz`)).toBe(0);
    const { rows } = await database().execute<{ seconds: number }>(sql`
      select coalesce(max(extract(epoch from took)), 0)::float8 as seconds
      from (select max(stored_at) - min(stored_at) as took from memories group by stored_in) as each`);
    expect(rows[0]?.seconds).toBeLessThan(2);
  });
});

it("a confirmed deletion waits for nobody", async () => {
  await store("dee");
  const client = await writer("dee");
  const { id } = await requested(context(), await previewedInput(context(), ofUser("dee")));
  expect(await runToEnd(context(), id)).toMatchObject({ status: "completed", deletedCount: 1 });
  await client.query("commit");
  await client.end();
  expect(await countOf("dee")).toBe(1);
});
