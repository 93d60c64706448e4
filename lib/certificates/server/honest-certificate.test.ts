import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { memories } from "@/drizzle/schema/memories";
import { tickets } from "@/drizzle/schema/tickets";
import { cancelDeletion } from "@/lib/deletions/server/control-deletion";
import { eraseText } from "@/lib/deletions/server/record/erase-text";
import type { Deletion } from "@/lib/deletions/types";
import { StoreError } from "@/lib/errors/store-error";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { getStoreOfDeletion } from "@/lib/stores/server/get-store";
import type { MemoryId } from "@/lib/memories/types";
import { lookAgain } from "@/lib/tickets/server/look-again";
import { close, noteFindings, reopen, withdraw } from "@/lib/tickets/server/work-on-ticket";
import { getTicket } from "@/lib/tickets/server/get-ticket";
import { settleTickets } from "@/lib/tickets/server/settle-tickets";
import { testKey } from "@/testing/certificates/signed-facts";
import {
  deletionInput,
  previewedInput,
  requested,
  runToEnd,
  storeMemories,
} from "@/testing/deletions/deletion-fixtures";
import { useSimulators } from "@/testing/platform-simulator/simulator-fixture";
import { setUpPlatform } from "@/testing/stores/platform-on-simulator";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { createdTicket } from "@/testing/tickets/ticket-fixtures";
import type { CertificateAbout } from "../types";
import { summaryText } from "../words/summary-text";
import { issueCertificate } from "./issue-certificate";

const { database, context } = useTestDatabase();
const start = useSimulators();
const key = testKey();
const issuer = { origin: "lethe.example.com", version: "0.1.0", timeZone: "UTC" };
const issue = (about: CertificateAbout) =>
  issueCertificate(context(), { about, language: "en", names: "plain" }, { issuer, key });

const erase = async (ticket: string, userId: string, expectedCount: number): Promise<Deletion> => {
  const { id } = await requested(context(), deletionInput({ userId, expectedCount }, { ticket }));
  const deletion = await runToEnd(context(), id);
  await settleTickets(context(), { deletionIds: [id] });
  return deletion;
};

beforeEach(async () => {
  await database().execute(sql`truncate tickets, stores cascade`);
  await database().delete(memories);
});

describe("a certificate does not read as erased", () => {
  it("while copies could not be looked for, nor is the ticket done", async () => {
    const simulator = await start();
    const turn = { messages: [{ role: "user", content: "Likes herons" }], user_id: "caroline", infer: false };
    await simulator.call("POST", "/v3/memories/add/", turn);
    simulator.pass(60_000);
    const ctx = context();
    const storeId = await setUpPlatform(ctx, simulator);
    await createdTicket(ctx, { reference: "GDPR-3", names: ["caroline"] });
    const selection = { kind: "entity", entity: { kind: "user", value: "caroline" } } as const;
    const { id } = await requested(ctx, {
      ...(await previewedInput(ctx, selection, storeId)),
      ticket: "GDPR-3",
    });
    const away = () => Promise.reject(new StoreError("unavailable"));
    const getStore = async () => {
      const store = await getStoreOfDeletion({ ...ctx, allowsPrivateStores: true }, storeId);
      if (store.deletes !== "remotely") throw new Error("Mem0's platform is a store elsewhere.");
      return {
        ...store,
        residue: { places: ["history", "chat_turns", "entities"] as const, find: away, purge: away },
      };
    };
    await runToEnd(ctx, id, { getStore });
    await settleTickets(ctx, { deletionIds: null });
    expect((await getTicket(ctx, "GDPR-3")).state).toBe("partly_done");
    const { facts } = await issue({ ticketReference: "GDPR-3" });
    expect(facts).toMatchObject({
      verdict: "partial",
      partialReasons: [{ reason: "place_not_checked", count: 2 }],
    });
    expect(facts.places.filter(({ outcome }) => outcome === "not_checked").map(({ place }) => place)).toEqual(
      ["chat_turns", "entities"],
    );
  });

  it("when a later search found memories again, until they are erased too", async () => {
    const ctx = context();
    const { id, reference } = await createdTicket(ctx, { names: ["caroline"] });
    await storeMemories(database(), 3, { userId: "caroline" });
    await noteFindings(ctx, {
      ...{ id, theirsCount: 3, possiblyTheirsCount: 2, aboutCount: 5, inTheirRunsCount: 1 },
      ...{ chosenCount: 3, storeCount: 1 },
    });
    await erase(reference, "caroline", 3);
    // The page searches once more by itself, and nothing is left to choose.
    await noteFindings(ctx, {
      ...{ id, theirsCount: 0, possiblyTheirsCount: 2, aboutCount: 5, inTheirRunsCount: 1 },
      ...{ chosenCount: 0, storeCount: 0 },
    });
    const { facts: before } = await issue({ ticketReference: reference });
    expect(before).toMatchObject({
      verdict: "erased",
      found: { aboutCount: 5, chosenCount: 3, keptCount: 6 },
    });
    expect(summaryText(before)).toContain(
      "Of 9 memories that the search for the person had found, 6 were not chosen and were not erased.",
    );

    await close(ctx, await getTicket(ctx, reference));
    await storeMemories(database(), 3, { userId: "caroline" });
    await database()
      .update(tickets)
      .set({ lookAt: sql`now() - interval '1 minute'` })
      .where(eq(tickets.id, id));
    await lookAgain(ctx, { lookMinutes: [60] }, new AbortController().signal);
    expect((await getTicket(ctx, reference)).state).toBe("searching");
    const { facts } = await issue({ ticketReference: reference });
    expect(facts).toMatchObject({
      verdict: "partial",
      partialReasons: [{ reason: "found_again", count: 3 }],
      look: { theirsCount: 3, storeCount: 1 },
    });

    // A deletion of somebody else answers nothing.
    await storeMemories(database(), 4, { userId: "bob" });
    await erase(reference, "bob", 4);
    expect((await issue({ ticketReference: reference })).facts).toMatchObject({
      verdict: "partial",
      partialReasons: [{ reason: "found_again", count: 3 }],
    });
    await erase(reference, "caroline", 3);
    expect((await issue({ ticketReference: reference })).facts.verdict).toBe("erased");
  });

  it("when what others say of the person was found, and the request was then withdrawn", async () => {
    const ctx = context();
    const { id, reference } = await createdTicket(ctx, { names: ["caroline"] });
    await storeMemories(database(), 1, { userId: "caroline" });
    await erase(reference, "caroline", 1);
    await close(ctx, await getTicket(ctx, reference));
    await insertMemories(database(), [{ userId: "melanie", memory: "Met Caroline yesterday" }]);
    await database()
      .update(tickets)
      .set({ lookAt: sql`now() - interval '1 minute'` })
      .where(eq(tickets.id, id));
    await lookAgain(ctx, { lookMinutes: [60] }, new AbortController().signal);
    await withdraw(ctx, await getTicket(ctx, reference));
    expect((await issue({ ticketReference: reference })).facts).toMatchObject({
      verdict: "partial",
      partialReasons: [{ reason: "found_again", count: null }],
    });
  });

  it("when a store could not be searched for the person", async () => {
    const ctx = context();
    const { id, reference } = await createdTicket(ctx, { names: ["caroline"] });
    await storeMemories(database(), 1, { userId: "caroline" });
    await noteFindings(ctx, {
      ...{ id, theirsCount: 1, possiblyTheirsCount: 0, aboutCount: 0, inTheirRunsCount: 0 },
      ...{ chosenCount: 1, storeCount: 1, notSearched: [{ storeId: builtinStoreId, why: "failed" }] },
    });
    await erase(reference, "caroline", 1);
    expect((await issue({ ticketReference: reference })).facts).toMatchObject({
      verdict: "partial",
      partialReasons: [{ reason: "store_not_searched", count: 1 }],
    });
  });

  it("where it was taken up again by hand", async () => {
    const ctx = context();
    const { reference } = await createdTicket(ctx, { names: ["caroline"] });
    await storeMemories(database(), 1, { userId: "caroline" });
    await erase(reference, "caroline", 1);
    await close(ctx, await getTicket(ctx, reference));
    await reopen(ctx, await getTicket(ctx, reference));
    expect((await issue({ ticketReference: reference })).facts).toMatchObject({
      verdict: "partial",
      partialReasons: [{ reason: "request_reopened", count: null }],
    });
  });

  it("for a deletion that was cancelled, though one that left out another memory was done", async () => {
    const ctx = context();
    const { reference } = await createdTicket(ctx, { names: ["una"] });
    const [one, other] = await storeMemories(database(), 3, { userId: "una" });
    const requestWithout = (excludedId: MemoryId | undefined) =>
      requested(
        ctx,
        deletionInput(
          { userId: "una", expectedCount: 2, excludedIds: excludedId === undefined ? [] : [excludedId] },
          { ticket: reference },
        ),
      );
    await cancelDeletion(ctx, { id: (await requestWithout(one)).id });
    await runToEnd(ctx, (await requestWithout(other)).id);
    expect((await issue({ ticketReference: reference })).facts).toMatchObject({
      verdict: "partial",
      partialReasons: [{ reason: "stopped_before_anything", count: 2 }],
    });
  });
});

it("a certificate of a deletion whose ticket was erased does not name it", async () => {
  const ctx = context();
  await createdTicket(ctx, { reference: "GDPR-5 Caroline", names: ["caroline"] });
  await storeMemories(database(), 2, { userId: "caroline" });
  const { id } = await erase("gdpr-5 caroline", "caroline", 2);
  expect((await issue({ deletionId: id })).facts.request.reference).toBe("GDPR-5 Caroline");
  await eraseText(ctx, { id });
  const { facts, signed } = await issue({ deletionId: id });
  expect(facts.request.reference).toBeNull();
  expect(signed.facts).not.toContain("GDPR-5");
  expect((await issue({ ticketReference: "GDPR-5 Caroline" })).facts.request.reference).toBe(
    "GDPR-5 Caroline",
  );
});
