import { asc, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { can } from "@/lib/access/permissions";
import { importMemories } from "@/lib/imports/server/import-memories";
import type { BadLine } from "@/lib/imports/types";
import { callTool } from "@/lib/mcp/server/call-tool";
import { toolsWith } from "@/lib/mcp/server/tools";
import { addMemories } from "@/lib/mem0-api/server/memories/add-memories";
import { inParallel } from "@/lib/async/in-parallel";
import { liftSuppression, suppressSubject } from "@/lib/tickets/server/suppress-subject";
import { apiFor } from "@/testing/mem0-api/api-fixtures";
import { withModel } from "@/testing/mem0-api/with-model";
import { suppressedTicket, suppressionOf } from "@/testing/suppression/suppressed-ticket";
import { useTestDatabase } from "@/testing/test-database";
import { createdTicket } from "@/testing/tickets/ticket-fixtures";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memories } from "@/drizzle/schema/memories";
import { suppressedIds } from "@/drizzle/schema/suppressions";
import { ticketEvents, tickets } from "@/drizzle/schema/tickets";
import { reduceTickets } from "./reduce-tickets";

const test = useTestDatabase();
const ask = apiFor(() => test.context());
const ann = "ann@example.com";

beforeEach(async () => {
  await test.database().execute(sql`truncate tickets, memories, suppressions, suppressed_ids cascade`);
});

const add = (ids: Record<string, string>, text = "Keeps bees") =>
  ask("POST", "/v3/memories/add/", { messages: [{ role: "user", content: text }], infer: false, ...ids });
const storedCount = () => test.database().$count(memories);
const newMemory = (userId: string, memory: string) => ({
  memory,
  userId,
  agentId: null,
  appId: null,
  runId: null,
  metadata: {},
  immutable: false,
  expirationDate: null,
  createdAt: null,
});
const ticketLedger = async (): Promise<Record<string, unknown>[]> => {
  const rows = await test.database().select().from(ledgerEvents).orderBy(asc(ledgerEvents.seq));
  return rows.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
};

describe("a suppressed person's new memories", () => {
  it("are refused by the API wherever the id stands, without case, and those of others are stored", async () => {
    const { reference } = await suppressedTicket(test.context(), [ann]);
    const named: Record<string, string>[] = [
      { user_id: ann },
      { user_id: "ANN@example.com" },
      { agent_id: ann, user_id: "bo" },
      { app_id: ann },
      { run_id: ann },
    ];
    for (const ids of named) {
      expect(await add(ids)).toMatchObject({ status: 409, body: { error: "409 Conflict" } });
    }
    expect(
      await ask("POST", "/v1/memories/", { messages: "Keeps bees", infer: false, user_id: ann }),
    ).toMatchObject({ status: 409 });
    expect((await add({ user_id: "bo" })).status).toBe(200);
    expect(await storedCount()).toBe(1);
    expect(await suppressionOf(test.context(), reference)).toMatchObject({ refusedCount: 6, letInCount: 0 });
  });

  it("are not told to a model, also where the fact would belong to the agent alone", async () => {
    await suppressedTicket(test.context(), [ann]);
    await withModel(
      JSON.stringify({ facts: [{ text: "Ann keeps bees", speaker: "assistant" }] }),
      async (model, asked) => {
        const asking = apiFor(() => test.context(), { chat: () => model });
        const body = {
          messages: [{ role: "user", content: "I keep bees" }],
          user_id: ann,
          agent_id: "helper",
        };
        expect((await asking("POST", "/v3/memories/add/", body)).status).toBe(409);
        expect(asked).toEqual([]);
      },
    );
    expect(await storedCount()).toBe(0);
  });

  it("are refused to an agent by MCP", async () => {
    await suppressedTicket(test.context(), [ann]);
    const tool = toolsWith({ chat: () => null, embedding: () => null, onFailure: () => undefined }).find(
      ({ name }) => name === "add_memory",
    );
    if (tool === undefined) throw new Error("There is no such tool.");
    const at = {
      url: new URL("http://lethe.test/api/mcp"),
      log: () => ({ info: () => undefined, error: () => undefined }),
    };
    const refused = await callTool(test.context(), tool, { text: "Keeps bees", user_id: ann }, at);
    expect(refused.isError).toBe(true);
    expect(JSON.stringify(refused)).toContain("new memories are refused");
    expect(await storedCount()).toBe(0);
  });

  it("are left out of an import, each line told of, and the others are stored", async () => {
    const { reference } = await suppressedTicket(test.context(), [ann]);
    const bad: BadLine[] = [];
    const lines = [ann, "bo", "Ann@Example.com", "cy"].map((user_id, n) =>
      JSON.stringify({ memory: `Line ${n}`, user_id }),
    );
    const result = await importMemories(test.context(), {
      source: (async function* () {
        yield await Promise.resolve(Buffer.from(lines.join("\n")));
      })(),
      onBadLine: (line) => bad.push(line),
    });
    expect(result).toMatchObject({
      lineCount: 4,
      addedCount: 2,
      badCount: 2,
      suppressedCount: 2,
      alreadyPresentCount: 0,
    });
    expect(bad.map(({ number }) => number)).toEqual([1, 3]);
    expect(bad[0]?.reason).not.toContain("ann");
    expect(await suppressionOf(test.context(), reference)).toMatchObject({ refusedCount: 2 });
    const imported = (await ticketLedger()).findLast((body) => "importId" in body);
    expect(imported).toMatchObject({ addedCount: 2, badCount: 2, suppressedCount: 2 });
  });

  it("are let in and counted where they are to be reported", async () => {
    const { reference } = await suppressedTicket(test.context(), [ann], "report");
    expect((await add({ user_id: ann })).status).toBe(200);
    // A repeat adds nothing.
    expect((await add({ user_id: ann })).status).toBe(200);
    const result = await importMemories(test.context(), {
      source: (async function* () {
        yield await Promise.resolve(Buffer.from(JSON.stringify({ memory: "Sells honey", user_id: ann })));
      })(),
    });
    expect(result).toMatchObject({ addedCount: 1, badCount: 0, suppressedCount: 0 });
    expect(await suppressionOf(test.context(), reference)).toMatchObject({ refusedCount: 0, letInCount: 2 });
  });
});

describe("10,000 adds for suppressed ids", () => {
  it("store nothing, also those under way while the suppression comes into force", async () => {
    const ctx = test.context();
    const ids = Array.from({ length: 10 }, (_, n) => `person-${n}`);
    const { id, version } = await createdTicket(ctx, { names: ids });
    let inForceAt = Infinity;
    const late: string[] = [];
    const outcomes = { stored: 0, refused: 0 };
    const adds = inParallel(
      Array.from({ length: 10_000 }, (_, n) => n),
      8,
      async (n) => {
        const startedAt = performance.now();
        const text = `Said thing ${n}`;
        const input = { memories: [newMemory(ids[n % 10] ?? "", text)], startedAt: new Date() };
        await addMemories(ctx, input).then(
          () => {
            outcomes.stored++;
            if (startedAt > inForceAt) late.push(text);
          },
          (error: unknown) => {
            expect(error).toMatchObject({ code: "suppressed" });
            outcomes.refused++;
          },
        );
      },
    );
    // In the midst of the adds.
    await expect.poll(() => outcomes.stored, { timeout: 10_000, interval: 5 }).toBeGreaterThan(20);
    await suppressSubject(ctx, { id, version, mode: "refuse", ids });
    inForceAt = performance.now();
    const countThen = await storedCount();
    await adds;
    // Nothing was stored behind its back: not by adds that began later, and not by those that were under way.
    expect(late).toEqual([]);
    expect(await storedCount()).toBe(countThen);
    expect(outcomes.stored).toBe(countThen);
    expect(outcomes.refused).toBe(10_000 - countThen);
  }, 120_000);
});

describe("suppressing", () => {
  it("takes only what is the ticket's, gets stricter and never looser, and is in timeline and ledger without an id", async () => {
    const ctx = test.context();
    const { id, version } = await createdTicket(ctx, { names: [ann, "Ann Lee"] });
    await expect(suppressSubject(ctx, { id, version, mode: "refuse", ids: ["bo"] })).rejects.toMatchObject({
      code: "invalid_input",
    });
    const reported = await suppressSubject(ctx, { id, version, mode: "report", ids: [ann] });
    const refusing = await suppressSubject(ctx, {
      id,
      version: reported.version,
      mode: "refuse",
      ids: ["Ann Lee"],
    });
    await expect(
      suppressSubject(ctx, { id, version: refusing.version, mode: "report", ids: [ann] }),
    ).rejects.toMatchObject({ code: "wrong_status" });
    expect((await add({ user_id: ann })).status).toBe(409);
    expect((await add({ user_id: "ann lee" })).status).toBe(409);
    const events = await test
      .database()
      .select()
      .from(ticketEvents)
      .where(eq(ticketEvents.ticketId, id))
      .orderBy(ticketEvents.id);
    expect(events.slice(1)).toMatchObject([
      { kind: "suppressed", facts: { mode: "report", idCount: 1 } },
      { kind: "suppressed", facts: { mode: "refuse", idCount: 2 } },
    ]);
    const ledger = (await ticketLedger()).filter(
      (body) => body["change"] === "suppressed" && body["ticketId"] === id,
    );
    expect(ledger.map(({ facts }) => facts)).toMatchObject([{ idCount: 1 }, { idCount: 2 }]);
    expect(JSON.stringify(ledger)).not.toContain("ann");
  });

  it("is lifted by an admin alone, with a reason, and the digests go", async () => {
    const ctx = test.context();
    const { id, reference } = await suppressedTicket(ctx, [ann]);
    const suppression = await suppressionOf(ctx, reference);
    const lift = { id: suppression.id, reason: "person_asked" as const, note: "Called on Monday" };
    await expect(liftSuppression(test.context("support"), lift)).rejects.toMatchObject({
      code: "not_permitted",
    });
    expect(can("support", "tickets:manage")).toBe(true);
    await liftSuppression(ctx, lift);
    await expect(liftSuppression(ctx, lift)).rejects.toMatchObject({ code: "wrong_status" });
    expect(await test.database().$count(suppressedIds)).toBe(0);
    expect((await add({ user_id: ann })).status).toBe(200);
    expect(await suppressionOf(ctx, reference)).toMatchObject({
      lifted: { reason: "person_asked" },
      idCount: 1,
    });
    const [event] = (await ticketLedger()).filter((body) => body["change"] === "suppression_lifted");
    expect(event).toMatchObject({ ticketId: id, facts: { reason: "person_asked" } });
    expect(JSON.stringify(event)).not.toContain("Monday");
  });

  it("outlives the ticket's names and texts, and goes with its record, which the ledger tells", async () => {
    const ctx = test.context();
    const { id, reference } = await suppressedTicket(ctx, [ann]);
    const closed = (interval: string) =>
      test
        .database()
        .update(tickets)
        .set({ state: "closed", outcome: "done", closedAt: sql`now() - ${interval}::interval` })
        .where(eq(tickets.id, id));
    const settings = { subjectDays: 90, recordMonths: 24 };
    await closed("91 days");
    expect(await reduceTickets(ctx, settings)).toEqual({ erasedCount: 1, deletedCount: 0 });
    expect((await add({ user_id: ann })).status).toBe(409);
    // No text can be written any more, but it can be lifted.
    const { id: suppressionId } = await suppressionOf(ctx, reference);
    await expect(
      liftSuppression(ctx, { id: suppressionId, reason: "other", note: "Whatever" }),
    ).rejects.toMatchObject({ code: "wrong_status" });
    await closed("25 months");
    expect(await reduceTickets(ctx, settings)).toEqual({ erasedCount: 0, deletedCount: 1 });
    expect(await test.database().$count(suppressedIds)).toBe(0);
    expect((await add({ user_id: ann })).status).toBe(200);
    expect((await ticketLedger()).findLast((body) => "receivedOn" in body)).toMatchObject({
      ticketId: id,
      endedSuppression: true,
    });
  });

  it("holds nothing back under another LETHE_SECRET, and says so", async () => {
    const ctx = test.context();
    const { reference } = await suppressedTicket(ctx, [ann]);
    const other = { ...ctx, secret: "another secret for tests, of more than 32 characters" };
    expect(await suppressionOf(ctx, reference)).toMatchObject({ isUnreadable: false });
    expect(await suppressionOf(other, reference)).toMatchObject({ isUnreadable: true });
  });
});
