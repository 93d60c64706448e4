import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { deletions } from "@/drizzle/schema/deletions";
import { memories } from "@/drizzle/schema/memories";
import { tickets } from "@/drizzle/schema/tickets";
import { cancelDeletion } from "@/lib/deletions/server/control-deletion";
import type { Deletion } from "@/lib/deletions/types";
import { settleTickets } from "@/lib/tickets/server/settle-tickets";
import { acknowledge, checkIdentity, close, extend } from "@/lib/tickets/server/work-on-ticket";
import { getTicket } from "@/lib/tickets/server/get-ticket";
import { testKey } from "@/testing/certificates/signed-facts";
import { deletionInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { createdTicket } from "@/testing/tickets/ticket-fixtures";
import type { CertificateAbout } from "../types";
import { extractFromDatabase } from "./extract-ledger";
import { holdAgainstLedger, neededOf } from "./hold-against-ledger";
import { unrecordedOf } from "./hold-request";
import { issueCertificate } from "./issue-certificate";

const { database, context } = useTestDatabase();
const key = testKey();
const issuer = { origin: "lethe.example.com", version: "0.1.0", timeZone: "UTC" };

/** What somebody with the database alone gets signed, and which of it does not stand. */
const held = async (about: CertificateAbout) => {
  const wish = { about, language: "en", names: "plain" } as const;
  const { signed, facts } = await issueCertificate(context(), wish, { issuer, key });
  const extract = await extractFromDatabase(database(), neededOf(signed, facts));
  const wrong = holdAgainstLedger(facts, extract).filter(({ stands }) => !stands);
  return { facts, wrong: wrong.map(({ words }) => words) };
};

const erase = async (ticket: string, userId: string, expectedCount: number): Promise<Deletion> => {
  const { id } = await requested(context(), deletionInput({ userId, expectedCount }, { ticket }));
  const deletion = await runToEnd(context(), id);
  await settleTickets(context(), { deletionIds: [id] });
  return deletion;
};

beforeEach(async () => {
  await database().execute(sql`truncate tickets cascade`);
  await database().delete(memories);
});

it("holds every day and number of a ticket and its deletions against the events about them", async () => {
  const today = new Date().toISOString().slice(0, 10);
  const ctx = context();
  const { reference } = await createdTicket(ctx, {
    reference: "GDPR-3",
    names: ["caroline"],
    receivedOn: today,
  });
  const current = () => getTicket(ctx, reference);
  await acknowledge(ctx, { ...(await current()), acknowledgedOn: today });
  await checkIdentity(ctx, { ...(await current()), method: "account" });
  await extend(ctx, { ...(await current()), toldOn: today, reason: null });
  await storeMemories(database(), 2, { userId: "caroline" });
  const { id } = await erase(reference, "caroline", 2);
  await close(ctx, await current());
  const { facts, wrong } = await held({ ticketReference: reference });
  expect(wrong).toEqual([]);
  expect(unrecordedOf(facts)).toEqual([
    "the reference",
    "whom it is about",
    "the values that were selected by, to which it holds a commitment only",
    "names of people and stores",
  ]);
  expect((await held({ deletionId: id })).wrong).toEqual([]);

  const forgeries: [Partial<typeof tickets.$inferInsert>, string][] = [
    [{ receivedOn: "2026-01-01" }, "day of receipt"],
    [{ dueOn: "2027-01-01" }, "day by which an answer was due"],
    [{ law: "ccpa" }, "law"],
    [{ identityMethod: "document" }, "identity check"],
    [{ extendedOn: null }, "extension"],
    [{ acknowledgedOn: "2026-01-02" }, "acknowledgement"],
  ];
  const [before] = await database().select().from(tickets);
  for (const [forged, what] of forgeries) {
    await database().update(tickets).set(forged);
    expect((await held({ ticketReference: reference })).wrong).toEqual([
      expect.stringMatching(new RegExp(`^Request: event \\d+ tells of another ${what}\\.$`)) as string,
    ]);
    await database()
      .update(tickets)
      .set(before ?? {});
  }

  // A deletion that left something is taken from the ticket.
  await storeMemories(database(), 1, { userId: "caroline" });
  const other = await erase(reference, "caroline", 1);
  await database().update(deletions).set({ ticketId: null }).where(eq(deletions.id, other.id));
  expect((await held({ ticketReference: reference })).wrong).toEqual([
    expect.stringContaining(`tells of deletion ${other.id}, and it does not.`) as string,
  ]);
});

it("tells when a cancelled deletion was given the verification of another one", async () => {
  const ctx = context();
  await storeMemories(database(), 2, { userId: "model" });
  const model = await erase("none", "model", 2);
  await storeMemories(database(), 3, { userId: "caroline" });
  const { id } = await requested(ctx, deletionInput({ userId: "caroline", expectedCount: 3 }));
  await cancelDeletion(ctx, { id });
  await database().execute(
    sql`update deletions set requested_count = 0, expected_count = 0,
      verification = (select verification from deletions where id = ${model.id}) where id = ${id}`,
  );
  const { facts, wrong } = await held({ deletionId: id });
  expect(facts.verdict).toBe("partial");
  expect(wrong).toEqual([`Deletion ${id}: no event that it names tells of its verification.`]);
  await database()
    .update(deletions)
    .set({ status: "completed", deletedCount: 3, requestedCount: 3 })
    .where(eq(deletions.id, id));
  expect((await held({ deletionId: id })).wrong).toEqual([
    expect.stringMatching(/event \d+ tells of other numbers/) as string,
    `Deletion ${id}: no event that it names tells of its verification.`,
  ]);
});
