import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memories } from "@/drizzle/schema/memories";
import { stores } from "@/drizzle/schema/stores";
import { ticketEvents, ticketLooks, tickets } from "@/drizzle/schema/tickets";
import { webhookDeliveries, webhooks } from "@/drizzle/schema/webhooks";
import { deletionInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { useSimulators } from "@/testing/platform-simulator/simulator-fixture";
import { setUpPlatform } from "@/testing/stores/platform-on-simulator";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { createdTicket } from "@/testing/tickets/ticket-fixtures";
import { confirmAliases } from "./edit-ticket";
import { findTicketsOf } from "./find-tickets-of";
import { getTicket } from "./get-ticket";
import { lookAgain } from "./look-again";
import { settleTickets } from "./settle-tickets";
import { close } from "./work-on-ticket";

const test = useTestDatabase();
const startSimulator = useSimulators();
const lookMinutes = [60, 24 * 60, 30 * 24 * 60];
const userId = "caroline.smith@example.com";

beforeEach(async () => {
  await test
    .database()
    .execute(sql`truncate tickets, webhooks, webhook_deliveries, stores, ledger_anchors cascade`);
  await test.database().delete(memories);
});

/** A ticket whose person was erased, and that was closed. */
const closedTicket = async () => {
  const ctx = test.context();
  const { id, reference } = await createdTicket(ctx, { names: ["Caroline Smith", userId] });
  await storeMemories(test.database(), 1, { userId });
  await insertMemories(test.database(), [
    { userId: "melanie", memory: "Met Caroline Smith in May", createdAt: new Date(Date.now() - 60_000) },
  ]);
  const deletion = await requested(ctx, deletionInput({ userId, expectedCount: 1 }, { ticket: reference }));
  await runToEnd(ctx, deletion.id);
  await settleTickets(ctx, { deletionIds: [deletion.id] });
  await close(ctx, { id, version: (await getTicket(ctx, reference)).version });
  return { id, reference };
};

/** Erases a user for a ticket, and closes it. */
const erase = async (reference: string, erased: string, store: () => Promise<unknown>) => {
  const ctx = test.context();
  await store();
  const expectedCount = await test.database().$count(memories, eq(memories.userId, erased));
  const deletion = await requested(
    ctx,
    deletionInput({ userId: erased, expectedCount }, { ticket: reference }),
  );
  await runToEnd(ctx, deletion.id);
  await settleTickets(ctx, { deletionIds: [deletion.id] });
  const { id, version } = await getTicket(ctx, reference);
  await close(ctx, { id, version });
};

/** A word that is like no other. */
const nameAt = (n: number): string =>
  `Q${[7, 5, 3].map((step) => `${"bdfgklmnprstvz"[(n * step) % 14]}${"aeiou"[Math.floor(n / step) % 5]}`).join("")}${n % 2 ? "x" : "w"}`;

/** As if so much time had passed since closing. */
const pass = async (id: string, interval: string) => {
  await test
    .database()
    .update(tickets)
    .set({
      closedAt: sql`${tickets.closedAt} - ${interval}::interval`,
      lookAt: sql`${tickets.lookAt} - ${interval}::interval`,
    })
    .where(eq(tickets.id, id));
};
const look = async () => {
  let count = 0;
  while (await lookAgain(test.context(), { lookMinutes }, new AbortController().signal)) count++;
  return count;
};
const looks = async (id: string) =>
  (await test.database().select().from(ticketLooks).where(eq(ticketLooks.ticketId, id))).map(
    ({ lookNumber, stores: found }) => ({ lookNumber, stores: found }),
  );
const kinds = async (id: string) =>
  (
    await test
      .database()
      .select()
      .from(ticketEvents)
      .where(eq(ticketEvents.ticketId, id))
      .orderBy(ticketEvents.id)
  )
    .map(({ kind }) => kind)
    .filter((kind) => kind === "looked_again" || kind === "reopened");
const stateOf = async (reference: string) => (await getTicket(test.context(), reference)).state;

describe("a closed ticket's person", () => {
  it("is looked for again when the time comes, and no sooner", async () => {
    const { id, reference } = await closedTicket();
    expect(await look()).toBe(0);
    await pass(id, "61 minutes");
    expect(await look()).toBe(1);
    // What another user's memory says of her was kept by choice.
    expect(await looks(id)).toMatchObject([
      { lookNumber: 0, stores: [{ storeId: "builtin", theirsCount: 0, aboutCount: 1, errorCode: null }] },
    ]);
    expect(await look()).toBe(0);
    await pass(id, "1 day");
    expect(await look()).toBe(1);
    await pass(id, "30 days");
    expect(await look()).toBe(1);
    expect(await getTicket(test.context(), reference)).toMatchObject({
      state: "closed",
      lookAt: null,
      lookCount: 3,
    });
    expect(await kinds(id)).toEqual(["looked_again", "looked_again", "looked_again"]);
  });

  it("who has come back reopens it, with the numbers, and webhooks are told", async () => {
    const { id, reference } = await closedTicket();
    await test
      .database()
      .insert(webhooks)
      .values({
        name: "helpdesk",
        url: "https://helpdesk.example.com/hook",
        eventTypes: ["ticket.updated"],
        createdBy: test.context().actor,
        createdAt: new Date(),
        updatedAt: new Date(),
      });
    // Extracted anew from a chat that an application has kept.
    await insertMemories(test.database(), [
      { userId, memory: "Likes tea" },
      { userId, memory: "Has a dog" },
    ]);
    await pass(id, "61 minutes");
    await look();
    expect(await looks(id)).toMatchObject([{ stores: [{ theirsCount: 2, aboutCount: 1 }] }]);
    expect(await stateOf(reference)).toBe("searching");
    expect(await kinds(id)).toEqual(["looked_again", "reopened"]);
    const [event] = await test
      .database()
      .select()
      .from(ticketEvents)
      .where(eq(ticketEvents.kind, "reopened"));
    expect(event?.facts).toMatchObject({ reason: "found_again", theirsCount: 2, aboutCount: 1 });
    expect(await test.database().select().from(webhookDeliveries)).toMatchObject([
      { ticketNews: { reference, change: "reopened", state: "searching" } },
    ]);
    const ledger = JSON.stringify(await test.database().select().from(ledgerEvents));
    expect(ledger).not.toMatch(/caroline/i);
    expect(await look()).toBe(0);
  });

  it("of whom others tell something new comes back, too", async () => {
    const { id, reference } = await closedTicket();
    await insertMemories(test.database(), [{ userId: "melanie", memory: "Caroline Smith called again" }]);
    await pass(id, "61 minutes");
    await look();
    expect(await looks(id)).toMatchObject([{ stores: [{ theirsCount: 0, aboutCount: 2 }] }]);
    expect(await stateOf(reference)).toBe("searching");
  });

  it("is looked for by what was erased for the ticket, and ids that are only like theirs are told of", async () => {
    const ctx = test.context();
    const { id, reference } = await createdTicket(ctx, { names: ["Caroline Smith"] });
    await erase(reference, "caroline.smith", () =>
      storeMemories(test.database(), 3, { userId: "caroline.smith" }),
    );
    await storeMemories(test.database(), 2, { userId: "caroline-smith" });
    await pass(id, "61 minutes");
    await look();
    expect(await looks(id)).toMatchObject([{ stores: [{ theirsCount: 0, possiblyTheirsCount: 2 }] }]);
    expect(await stateOf(reference)).toBe("closed");
    await storeMemories(test.database(), 5, { userId: "caroline.smith" });
    await pass(id, "1 day");
    await look();
    expect(await looks(id)).toMatchObject([{}, { stores: [{ theirsCount: 5, possiblyTheirsCount: 2 }] }]);
    expect(await stateOf(reference)).toBe("searching");
  });

  it("is looked for by ids that were confirmed to be theirs, and not by those that are not after all", async () => {
    const ctx = test.context();
    const { id, reference } = await createdTicket(ctx, { names: ["caroline-id"] });
    const alias = (value: string) => ({ storeId: builtinStoreId, kind: "user" as const, value });
    const entities = [alias("cus_1"), alias("cus_2")];
    await confirmAliases(ctx, { id, entities, isSamePerson: true });
    await confirmAliases(ctx, { id, entities: [alias("cus_2")], isSamePerson: false });
    expect((await getTicket(ctx, reference)).details).toMatchObject({ aliases: [alias("cus_1")] });
    await erase(reference, "caroline-id", () => storeMemories(test.database(), 1, { userId: "caroline-id" }));
    await storeMemories(test.database(), 2, { userId: "cus_1" });
    await storeMemories(test.database(), 4, { userId: "cus_2" });
    await pass(id, "61 minutes");
    await look();
    expect(await looks(id)).toMatchObject([{ stores: [{ theirsCount: 2 }] }]);
    // Whoever brings that id is known by it.
    expect(await findTicketsOf(ctx, ["CUS_1"])).toMatchObject([{ reference }]);
    expect(await findTicketsOf(ctx, ["cus_2"])).toEqual([]);
    const written = [
      await test.database().select().from(ticketEvents),
      await test.database().select().from(ledgerEvents),
    ];
    expect(JSON.stringify(written)).not.toMatch(/cus_[12]/);
  });

  it("of whom something was left out on purpose has not come back", async () => {
    const ctx = test.context();
    const [kept = ""] = await storeMemories(test.database(), 3);
    const { id, reference } = await createdTicket(ctx, { names: ["caroline"] });
    const wish = { userId: "caroline", expectedCount: 2, excludedIds: [kept] };
    const deletion = await requested(ctx, deletionInput(wish, { ticket: reference }));
    await runToEnd(ctx, deletion.id);
    await settleTickets(ctx, { deletionIds: [deletion.id] });
    await close(ctx, { id, version: (await getTicket(ctx, reference)).version });
    await pass(id, "61 minutes");
    await look();
    expect(await looks(id)).toMatchObject([{ stores: [{ theirsCount: 1 }] }]);
    expect(await stateOf(reference)).toBe("closed");
  });

  it("who comes back a second time is not held against the look before the last closing", async () => {
    const { id, reference } = await createdTicket(test.context(), { names: ["caroline"] });
    const at = new Date("2025-01-01");
    // Out of a restored file, with its dates.
    const restore = () =>
      insertMemories(
        test.database(),
        [1, 2, 3].map((n) => ({
          userId: "caroline",
          memory: `fact ${n}`,
          createdAt: at,
          updatedAt: at,
          storedAt: at,
          changedAt: at,
        })),
      );
    for (const isFirst of [true, false]) {
      await erase(reference, "caroline", isFirst ? restore : () => Promise.resolve());
      await restore();
      await pass(id, "61 minutes");
      await look();
      expect(await stateOf(reference)).toBe("searching");
      // It is erased again, and closed, some time after.
      await test
        .database()
        .update(ticketLooks)
        .set({ at: sql`${ticketLooks.at} - interval '1 day'` });
    }
  });

  it("of whom there are more names than can be looked for is not said to be wholly looked for", async () => {
    const names = Array.from({ length: 40 }, (_, n) => `${nameAt(n)} ${nameAt(n + 100)}`);
    const { id, reference } = await createdTicket(test.context(), { names: ["caroline-id", ...names] });
    await erase(reference, "caroline-id", () => storeMemories(test.database(), 1, { userId: "caroline-id" }));
    await pass(id, "61 minutes");
    await look();
    expect(await looks(id)).toMatchObject([{ stores: [{ theirsCount: 0, isAtLeast: true }] }]);
  });

  it("is looked for once by several processes", async () => {
    const { id } = await closedTicket();
    await pass(id, "61 minutes");
    const counts = await Promise.all([look(), look(), look()]);
    expect(counts.toSorted()).toEqual([0, 0, 1]);
    expect(await looks(id)).toHaveLength(1);
  });

  it("may be in a store that is away: that is said, and it is asked again, and told of once", async () => {
    const simulator = await startSimulator();
    const { id, reference } = await closedTicket();
    const storeId = await setUpPlatform(test.context(), simulator);
    simulator.setFault({ isKeyRevoked: true });
    await pass(id, "61 minutes");
    await look();
    const away = { storeId, errorCode: "failed" };
    expect(await looks(id)).toEqual([
      {
        lookNumber: 0,
        stores: expect.arrayContaining([expect.objectContaining(away) as unknown]) as unknown,
      },
    ]);
    expect(await getTicket(test.context(), reference)).toMatchObject({ state: "closed", lookCount: 0 });
    await pass(id, "61 minutes");
    await look();
    expect(await kinds(id)).toEqual(["looked_again"]);

    simulator.clearFaults();
    await simulator.call("POST", "/v3/memories/add/", {
      messages: [{ role: "user", content: "Likes tea" }],
      user_id: userId,
      infer: false,
    });
    simulator.pass(60_000);
    await pass(id, "61 minutes");
    await look();
    const [found] = await looks(id);
    expect(await looks(id)).toHaveLength(1);
    expect(found?.stores.find((each) => each.storeId === storeId)).toMatchObject({
      theirsCount: 1,
      errorCode: null,
    });
    expect(await stateOf(reference)).toBe("searching");
  });

  it("may be in a store that was disabled, which is said as well, and does not hold up the next looks", async () => {
    const simulator = await startSimulator();
    const { id, reference } = await closedTicket();
    const storeId = await setUpPlatform(test.context(), simulator);
    await test.database().update(stores).set({ disabledAt: new Date(), updatedAt: new Date() });
    await pass(id, "61 minutes");
    await look();
    const [found] = await looks(id);
    expect(found?.stores.find((each) => each.storeId === storeId)).toMatchObject({ errorCode: "disabled" });
    expect(await getTicket(test.context(), reference)).toMatchObject({ state: "closed", lookCount: 1 });
  });

  it("whose names cannot be read any more is not said to be gone", async () => {
    const { id, reference } = await closedTicket();
    await test
      .database()
      .update(tickets)
      .set({ sealed: Buffer.alloc(64, 1) })
      .where(eq(tickets.id, id));
    await pass(id, "61 minutes");
    await look();
    expect(await looks(id)).toMatchObject([{ stores: [{ storeId: "builtin", errorCode: "unreadable" }] }]);
    expect(await getTicket(test.context(), reference)).toMatchObject({ state: "closed", lookCount: 0 });
  });
});
