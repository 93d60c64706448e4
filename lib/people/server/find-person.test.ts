import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { memoryVersions } from "@/drizzle/schema/memories";
import { addStoreSchema } from "@/lib/stores/schema";
import { addStore } from "@/lib/stores/server/add-store";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { startOssReplay } from "@/testing/oss-replay/start-oss-replay";
import { sampleAsStored } from "@/testing/people/conversations";
import { entitiesIn, searchFor } from "@/testing/people/measure-recall";
import type { PersonMemory } from "@/testing/people/plants";
import { useSimulators } from "@/testing/platform-simulator/simulator-fixture";
import { setUpPlatform } from "@/testing/stores/platform-on-simulator";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import type { PersonEntity, PersonMessage } from "../types";
import { findPerson } from "./find-person";

const test = useTestDatabase();
const startSimulator = useSimulators();
const ending: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of ending) await end();
});
beforeEach(async () => {
  await test.database().execute(sql`truncate memories, stores`);
});

const memory = (text: string, ids: Partial<PersonMemory> = {}): PersonMemory => ({
  memory: text,
  userId: null,
  agentId: null,
  appId: null,
  runId: null,
  metadata: {},
  createdAt: new Date("2026-05-01T10:00:00Z"),
  ...ids,
});

const texts = {
  own: "Likes tea",
  alias: "Moved to Oslo",
  mention: "Picked up Caroline’s sister, then CAROLINE SMITH herself",
  misspelled: "Carolline brings the cake",
  metadata: "Has a meeting",
  inRun: "The refund was confirmed",
  byAgent: "Told Caroline the refund takes five days",
  other: "Plans a holiday",
};

/** Beside the person: an alias, and what others say of them. */
const memories: PersonMemory[] = [
  memory(texts.own, { userId: "caroline", agentId: "scribe", runId: "run-1" }),
  memory(texts.alias, { userId: "Caroline_Smith", agentId: "scribe", runId: "run-2" }),
  memory(texts.mention, { userId: "melanie", agentId: "scribe" }),
  memory(texts.misspelled, { userId: "melanie" }),
  memory(texts.metadata, { userId: "melanie", metadata: { note: 'a "friend":\nCaroline Smith', n: 12 } }),
  memory(texts.inRun, { agentId: "support-bot", runId: "run-1" }),
  memory(texts.byAgent, { agentId: "support-bot", runId: "run-9" }),
  memory(texts.other, { userId: "carolyn.jones", agentId: "scribe", runId: "run-3" }),
  // Named just so, and with what another user said.
  memory("Takes the tram", { userId: "melanie", agentId: "caroline" }),
];

const search = (text: string, confirmed: PersonEntity[] = [], ctx: Context = test.context("viewer")) =>
  searchFor(ctx, { text, confirmed });

const namesIn = (messages: readonly PersonMessage[], group: "theirs" | "possibly_theirs", storeId: StoreId) =>
  entitiesIn(messages, group)
    .filter((entity) => entity.storeId === storeId)
    .map(({ kind, value }) => `${kind} ${value}`)
    .sort();

/** The memories' own texts. */
const textsIn = (messages: readonly PersonMessage[], group: "about" | "in_their_runs", storeId: StoreId) =>
  messages
    .flatMap((message) =>
      message.type === "memories" && message.group === group && message.storeId === storeId
        ? message.memories
        : [],
    )
    .map((found) => found.memory ?? found.text)
    .sort();

const open = {
  "the built-in store": async () => {
    const stored = memories.map((each) => ({ ...each, updatedAt: each.createdAt }));
    await insertMemories(test.database(), stored);
    return builtinStoreId;
  },
  "Mem0's Platform": async () => {
    const simulator = await startSimulator();
    for (const { memory: text, createdAt, metadata, ...ids } of memories)
      simulator.seed(1, { text, metadata, createdFrom: createdAt, categories: [], ...withoutNulls(ids) });
    return setUpPlatform(test.context(), simulator);
  },
  "Mem0 OSS through its lists": () => openOss(false),
  "Mem0 OSS in its database": () => openOss(true),
};

const withoutNulls = (ids: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(ids).filter((entry): entry is [string, string] => entry[1] !== null));

const openOss = async (hasDatabase: boolean): Promise<StoreId> => {
  const table = `mem0_${randomUUID().slice(0, 8)}`;
  const pool = new pg.Pool({ connectionString: test.url() });
  pool.on("error", () => undefined);
  const replay = await startOssReplay(hasDatabase ? { collection: { pool, table } } : {});
  ending.push(replay.stop, () => pool.end());
  await replay.memories.put(memories.map(ossRow), { isInferred: false });
  const { url, email, password } = replay;
  const connection = {
    kind: "mem0-oss",
    settings: { url, collection: table },
    credentials: { email, password, databaseUrl: hasDatabase ? test.url() : null },
  };
  return (await addStore(test.context(), addStoreSchema.parse({ name: "Mem0", connection }))).id;
};

const ossRow = ({ memory: text, userId, agentId, runId, metadata, createdAt }: PersonMemory) => ({
  id: memoryIdSchema.parse(randomUUID()),
  payload: {
    ...metadata,
    data: text,
    ...(userId === null ? {} : { user_id: userId }),
    ...(agentId === null ? {} : { agent_id: agentId }),
    ...(runId === null ? {} : { run_id: runId }),
    created_at: createdAt.toISOString(),
    updated_at: createdAt.toISOString(),
  },
});

describe.each(Object.entries(open))("in %s", (_name, opened) => {
  it("finds a person in each group, and again with what was confirmed", async () => {
    const storeId = await opened();
    const messages = await search("Caroline Smith, caroline");
    const inStore = messages.filter((message) => "storeId" in message && message.storeId === storeId);
    expect(namesIn(messages, "theirs", storeId)).toEqual(["user caroline"]);
    expect(namesIn(messages, "possibly_theirs", storeId)).toEqual(["agent caroline", "user Caroline_Smith"]);
    expect(entitiesIn(messages, "theirs")).toMatchObject([
      {
        count: { value: 1, isExact: true },
        sample: texts.own,
        likeness: [],
        term: "caroline",
        hasOthers: false,
      },
    ]);
    const likely = entitiesIn(messages, "possibly_theirs");
    expect(likely.find(({ kind }) => kind === "user")).toMatchObject({
      ...{
        likeness: ["separator"],
        term: "Caroline Smith",
        sample: texts.alias,
        lastAt: "2026-05-01T10:00:00.000Z",
      },
    });
    expect(likely.find(({ kind }) => kind === "agent")).toMatchObject({ likeness: [], hasOthers: true });
    expect(textsIn(messages, "about", storeId)).toEqual(
      [texts.metadata, texts.mention, texts.misspelled].sort(),
    );
    expect(textsIn(messages, "in_their_runs", storeId)).toEqual([texts.inRun, texts.byAgent].sort());
    expect(inStore.filter(({ type }) => type === "failed" || type === "not_searched")).toEqual([]);
    const searched = inStore.flatMap((message) => (message.type === "searched" ? [message.group] : []));
    expect(searched.sort()).toEqual(["about", "in_their_runs", "possibly_theirs", "theirs"]);
    expect(messages.at(-1)).toEqual({ type: "end" });

    const again = await search("Caroline Smith, caroline", [
      { storeId, kind: "user", value: "Caroline_Smith" },
    ]);
    expect(namesIn(again, "theirs", storeId)).toEqual(["user Caroline_Smith", "user caroline"]);
    expect(namesIn(again, "possibly_theirs", storeId)).toEqual(["agent caroline"]);
  });

  it("marks what was found where it stands", async () => {
    await opened();
    const found = (await search("Caroline Smith")).flatMap((message) =>
      message.type === "memories" ? message.memories : [],
    );
    const marked = found.map(({ text, marks, matchedIn, term }) => ({
      words: marks.map(({ start, end }) => text.slice(start, end)),
      matchedIn,
      term,
    }));
    const term = "Caroline Smith";
    expect(marked).toEqual(
      expect.arrayContaining([
        { words: ["CAROLINE SMITH"], matchedIn: "text", term },
        { words: ["Caroline Smith"], matchedIn: "metadata", term },
        { words: ["Carolline"], matchedIn: "text", term },
      ]),
    );
  });
});

describe("what is not whole is said", () => {
  it("too short a name, of which ids are found all the same", async () => {
    await insertMemories(test.database(), [{ userId: "Al", memory: "Al walks also" }, { userId: "al" }]);
    const messages = await search("Al");
    expect(messages).toContainEqual({
      type: "not_searched",
      notSearched: {
        storeId: null,
        reason: "word_too_short",
        words: "“Al” is too short to be looked for in texts: it was only compared with IDs.",
      },
    });
    expect(namesIn(messages, "theirs", builtinStoreId)).toEqual(["user Al"]);
    expect(namesIn(messages, "possibly_theirs", builtinStoreId)).toEqual(["user al"]);
    expect(messages.some(({ type }) => type === "memories")).toBe(false);
  });

  it("a name that is an ordinary word: the newest, and that there are more", async () => {
    await insertMemories(
      test.database(),
      Array.from({ length: 250 }, (_, number) => ({
        userId: `user-${number}`,
        memory: `Rose bought a rose in ${number}`,
        createdAt: new Date(Date.UTC(2026, 0, 1) + number * 60_000),
      })),
    );
    const about = (await search("Rose")).flatMap((message) =>
      message.type === "memories" && message.group === "about" ? [message] : [],
    );
    expect(about.flatMap(({ memories: found }) => found)).toHaveLength(200);
    expect(about.some(({ isComplete }) => !isComplete)).toBe(true);
    expect(about[0]?.memories[0]?.text).toBe("Rose bought a rose in 249");
  });

  it("a store that fails, beside one that answers", async () => {
    await insertMemories(test.database(), memories);
    const simulator = await startSimulator();
    const storeId = await setUpPlatform(test.context(), simulator);
    await simulator.stop();
    const messages = await search("caroline");
    expect(messages.filter(({ type }) => type === "failed")).toEqual([
      {
        type: "failed",
        storeId,
        message: "Platform: The store could not be reached. What it holds of this person is not known.",
      },
    ]);
    expect(namesIn(messages, "theirs", builtinStoreId)).toEqual(["user caroline"]);
    expect(messages.at(-1)).toEqual({ type: "end" });
  });
});

describe("findPerson", () => {
  it("looks only where it is told to", async () => {
    await insertMemories(test.database(), memories);
    await setUpPlatform(test.context(), await startSimulator());
    const messages: PersonMessage[] = [];
    const input = { text: "caroline", confirmed: [], storeIds: [builtinStoreId] };
    for await (const message of findPerson(test.context("viewer"), input, new AbortController().signal))
      messages.push(message);
    const storeIds = new Set(messages.flatMap((message) => ("storeId" in message ? [message.storeId] : [])));
    expect([...storeIds]).toEqual([builtinStoreId]);
  });

  it("finds a name that is only in an earlier text", async () => {
    const [memoryId = ""] = await insertMemories(test.database(), [{ memory: "Met a friend in May" }]);
    const version = { oldMemory: "Met CAROLINE in May", newMemory: "Met a friend in May" };
    await test
      .database()
      .insert(memoryVersions)
      .values({ memoryId, ...version });
    const found = (await search("Caroline")).flatMap((message) =>
      message.type === "memories" && message.group === "about" ? message.memories : [],
    );
    expect(found).toMatchObject([
      {
        ...{ id: memoryId, matchedIn: "version", text: version.oldMemory, memory: version.newMemory },
        marks: [{ start: 4, end: 12 }],
      },
    ]);
  });

  it("finds a name that is only in the reason of a feedback", async () => {
    const reason = "Told by Caroline, not by Ann";
    const [memoryId = ""] = await insertMemories(test.database(), [
      { memory: "Met a friend in June", feedback: "NEGATIVE", feedbackReason: reason },
      { memory: "Met a friend in July", feedback: "POSITIVE", feedbackReason: "Good" },
    ]);
    const found = (await search("CAROLINE")).flatMap((message) =>
      message.type === "memories" && message.group === "about" ? message.memories : [],
    );
    const memory = "Met a friend in June";
    expect(found).toMatchObject([
      { id: memoryId, matchedIn: "feedback", text: reason, memory, marks: [{ start: 8, end: 16 }] },
    ]);
  });

  it("finds ids like one that is no name, and not its neighbours", async () => {
    const ids = ["user_8841", "USER-8841", "user_8841+a@example.com", "User8841", "user_8842", "user_88411"];
    await insertMemories(test.database(), [
      ...ids.map((userId) => ({ userId })),
      ...Array.from({ length: 600 }, (_, number) => ({ userId: `user_${number + 1_000}` })),
    ]);
    const messages = await search("user_8841");
    expect(namesIn(messages, "theirs", builtinStoreId)).toEqual(["user user_8841"]);
    expect(namesIn(messages, "possibly_theirs", builtinStoreId)).toEqual(
      ["user USER-8841", "user User8841", "user user_8841+a@example.com"].sort(),
    );
    expect(messages.some(({ type }) => type === "not_searched")).toBe(false);
  });

  it("offers, and ticks not, a user whose own memories carry the e-mail, whatever they are called", async () => {
    const email = "maya_o@example.com";
    await insertMemories(test.database(), [
      memory("Wants a refund", { userId: "cus_QmX7tB2", metadata: { email: "Maya_O@Example.com" } }),
      memory("Asked for a contract", { userId: "cus_QmX7tB2" }),
      memory("Their address is maya_o@example.com", { userId: "cus_2" }),
      memory("Another one", { userId: "cus_3", metadata: { email: "mayaxo@example.com" } }),
      memory("Of a longer one", { userId: "cus_4", metadata: { email: "not.maya_o@example.com" } }),
    ]);
    const found = await search(email);
    expect(entitiesIn(found, "theirs")).toEqual([]);
    const offered = entitiesIn(found, "possibly_theirs");
    expect(offered).toContainEqual(
      expect.objectContaining({
        ...{ kind: "user", value: "cus_QmX7tB2", term: email, likeness: ["carried"] },
        count: { value: 2, isExact: true },
      }),
    );
    expect(offered.map(({ value }) => value).sort()).toEqual(["cus_2", "cus_QmX7tB2"]);
    const confirmed = [{ storeId: builtinStoreId, kind: "user" as const, value: "cus_QmX7tB2" }];
    expect(namesIn(await search(email, confirmed), "theirs", builtinStoreId)).toEqual(["user cus_QmX7tB2"]);
  });

  it("offers the sample's account that carries an e-mail in its metadata", async () => {
    await insertMemories(test.database(), sampleAsStored(new Date("2026-03-14T09:26:53.000Z")));
    const found = await search("Maya Okafor, maya.okafor@example.com");
    const offered = entitiesIn(found, "possibly_theirs").find(({ value }) => value === "cus_QmX7tB2");
    expect(offered).toMatchObject({ term: "maya.okafor@example.com", likeness: ["carried"] });
    expect(entitiesIn(found, "theirs").map(({ value }) => value)).not.toContain("cus_QmX7tB2");
  });

  it("takes letters of a pattern literally", async () => {
    await insertMemories(test.database(), [
      { userId: "melanie", memory: "Gave 100% to o'brien.siobhan (again)" },
      { userId: "o_brien_siobhan" },
    ]);
    const messages = await search("o'brien.siobhan; (.*; %_; [a-z]+; \\");
    expect(textsIn(messages, "about", builtinStoreId)).toEqual(["Gave 100% to o'brien.siobhan (again)"]);
    expect(namesIn(messages, "possibly_theirs", builtinStoreId)).toEqual(["user o_brien_siobhan"]);
  });

  it.each([
    "😀",
    "李",
    "李明",
    "محمد علي",
    "*",
    "\\\\",
    "(.*)+",
    "+@",
    "a".repeat(2_000),
    "ﬁona İ. Lüdenscheidt",
    "x, ".repeat(40),
  ])("ends well for %j", async (text) => {
    await insertMemories(test.database(), memories);
    const messages = await search(text);
    expect(messages.filter(({ type }) => type === "failed")).toEqual([]);
    expect(messages.at(-1)).toEqual({ type: "end" });
  });

  it("ends when nobody waits for it any more", async () => {
    await insertMemories(test.database(), memories);
    const stopping = new AbortController();
    const messages: PersonMessage[] = [];
    for await (const message of findPerson(
      test.context(),
      { text: "caroline", confirmed: [] },
      stopping.signal,
    )) {
      messages.push(message);
      stopping.abort();
    }
    expect(messages.at(-1)?.type).not.toBe("end");
  });

  it("of a member there is one search, the newest, and all together leave connections to the others", async () => {
    await insertMemories(test.database(), memories);
    const blocker = new pg.Client({ connectionString: test.url() });
    await blocker.connect();
    await blocker.query("begin; lock table memories in access exclusive mode");
    const stuckCount = async () => {
      const { rows } = await blocker.query<{ count: number }>(
        "select count(*)::int from pg_locks where not granted and relation = 'memories'::regclass",
      );
      return rows[0]?.count ?? 0;
    };
    try {
      const outcomeOf = (ctx: Context) =>
        search("caroline", [], ctx).then(
          (messages) => messages.filter(({ type }) => type === "failed" || type === "end"),
          (error: unknown) => error,
        );
      const own = [outcomeOf(test.context())];
      while ((await stuckCount()) === 0);
      for (let count = 0; count < 20; count++) own.push(outcomeOf(test.context()));
      const others = Array.from({ length: 10 }, () => {
        const ctx = test.context();
        return outcomeOf({ ...ctx, actor: { ...ctx.actor, id: randomUUID() } });
      });
      while ((await stuckCount()) < 3);
      for (let round = 0; round < 50; round++) expect(await stuckCount()).toBeLessThanOrEqual(3);
      await test.database().execute(sql`select 1`);
      await blocker.query("rollback");
      const [first, ...later] = await Promise.all(own);
      const message = "A newer search of yours has taken its place.";
      expect(first).toEqual([{ type: "failed", storeId: null, message }, { type: "end" }]);
      expect(later.pop()).toEqual([{ type: "end" }]);
      for (const each of later) expect(each).toMatchObject({ code: "too_many_attempts" });
      for (const each of await Promise.all(others)) expect(each).toEqual([{ type: "end" }]);
    } finally {
      await blocker.end();
    }
  });

  it("looks in texts for no more words than it can in a few seconds, and says so", async () => {
    const word = (place: number) => `annabel${String.fromCharCode(97 + (place % 26), 97 + (place % 25))}`;
    const words = (from: number, count: number) =>
      Array.from({ length: count }, (_, place) => word(from + place)).join(" ");
    const long = words(0, 200);
    const many = Array.from({ length: 12 }, (_, place) => words(place * 20, 20));
    await insertMemories(test.database(), [{ userId: long }, { memory: long }, { memory: words(0, 20) }]);
    const saidOf = (messages: readonly PersonMessage[]) =>
      messages.flatMap((message) => (message.type === "not_searched" ? [message.notSearched] : []));
    const forLong = await search(long);
    expect(saidOf(forLong)).toEqual([
      {
        storeId: null,
        reason: "too_many",
        words: expect.stringMatching(/^“annabel.*…” has too many words/) as string,
      },
    ]);
    expect(namesIn(forLong, "theirs", builtinStoreId)).toEqual([`user ${long}`]);
    expect(forLong.some(({ type }) => type === "memories")).toBe(false);
    const forMany = await search(many.join("\n"));
    expect(saidOf(forMany)).toMatchObject([{ storeId: null, reason: "too_many" }]);
    expect(textsIn(forMany, "about", builtinStoreId)).toContain(words(0, 20));
  });

  it("says that a store is not there, or disabled", async () => {
    const input = { text: "caroline", confirmed: [], storeIds: [storeIdSchema.parse("gone")] };
    const messages: PersonMessage[] = [];
    for await (const message of findPerson(test.context("viewer"), input, new AbortController().signal))
      messages.push(message);
    const message = "It cannot be searched: it is disabled, or there is no such store.";
    expect(messages).toEqual([{ type: "failed", storeId: "gone", message }, { type: "end" }]);
  });

  it("takes nobody for the person who is called like half of a name", async () => {
    await insertMemories(test.database(), [{ userId: "Smith" }, { userId: "Smith, Caroline" }]);
    const messages = await search("Smith, Caroline");
    expect(namesIn(messages, "theirs", builtinStoreId)).toEqual(["user Smith, Caroline"]);
    expect(namesIn(messages, "possibly_theirs", builtinStoreId)).toEqual(["user Smith"]);
    const confirmed = { storeId: builtinStoreId, kind: "user", value: "Smith" } as const;
    expect(namesIn(await search("Smith, Caroline", [confirmed]), "theirs", builtinStoreId)).toContain(
      "user Smith",
    );
  });

  it("refuses who may not read memories, and a search for nothing", async () => {
    await expect(search("caroline", [], test.context("auditor"))).rejects.toMatchObject({
      code: "not_permitted",
    });
    await expect(search(" , ;")).rejects.toMatchObject({ code: "invalid_input" });
  });
});
