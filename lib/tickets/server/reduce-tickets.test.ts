import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { deletions } from "@/drizzle/schema/deletions";
import { previews } from "@/drizzle/schema/previews";
import { ticketEvents, tickets } from "@/drizzle/schema/tickets";
import { formatCertificate } from "@/lib/certificates/certificate-file";
import { checkFile } from "@/lib/certificates/check-file";
import { readPublicKeys } from "@/lib/certificates/public-keys";
import { issueCertificate } from "@/lib/certificates/server/issue-certificate";
import { listKeys } from "@/lib/certificates/server/register-key";
import { prunePreviews } from "@/lib/deletions/server/preview/prune-previews";
import { newTicketSchema, noteSchema } from "@/lib/tickets/schema";
import { testKey } from "@/testing/certificates/signed-facts";
import { deletionInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { createTicket } from "./create-ticket";
import { addNote, addRecipient } from "./edit-ticket";
import { findTicketsOf } from "./find-tickets-of";
import { getTicket } from "./get-ticket";
import { reduceTickets } from "./reduce-tickets";
import { settleTickets } from "./settle-tickets";
import { close } from "./work-on-ticket";

const test = useTestDatabase();
const settings = { subjectDays: 90, recordMonths: 24 };
const reduce = () => reduceTickets(test.context(), settings);

/** Words that stand nowhere else: of the subject's names and ids, a note, a recipient, a reason, the helpdesk's and a callback's address. */
const words = /xanthippe|quixote|zugzwang|fjordlands|jabberwock|kumquat|wolpertinger/gi;

/** All text of all tables, as Postgres writes it, and what lies in bytes. */
const dump = async (): Promise<string> => {
  const { rows: tables } = await test
    .database()
    .execute<{ name: string }>(
      sql`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'drizzle')`,
    );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await test
      .database()
      .execute<{ text: string | null }>(
        sql.raw(`select string_agg(t::text, E'\n') as text from ${name} as t`),
      );
    texts.push(rows[0]?.text ?? "");
  }
  expect(tables.length).toBeGreaterThan(30);
  const text = texts.join("\n");
  const bytes = [...text.matchAll(/\\x([0-9a-f]+)/g)].map(([, hex = ""]) =>
    Buffer.from(hex, "hex").toString(),
  );
  return [text, ...bytes].join("\n");
};
const wordsIn = (text: string) => [...new Set([...text.matchAll(words)].map(([word]) => word.toLowerCase()))];

const closedTicket = async (reference: string) => {
  const ctx = test.context();
  const userId = "Xanthippe.Quixote@example.com";
  await storeMemories(test.database(), 3, { userId, word: "wolpertinger" });
  const made = await createTicket(
    ctx,
    newTicketSchema.parse({
      reference,
      law: "ccpa",
      receivedOn: "2026-01-31",
      receivedBy: "email",
      names: ["Xanthippe Quixote", userId],
      helpdeskUrl: "https://helpdesk.example.com/zugzwang",
    }),
    {
      source: "api",
      requestDigest: null,
      openDsrId: null,
      callbackUrls: ["https://controller.example.com/fjordlands"],
    },
  );
  if (made.kind !== "created") throw new Error("Nothing was made.");
  const { id } = made.ticket;
  await addNote(ctx, noteSchema.parse({ id, note: "She calls herself Jabberwock, too." }));
  await addRecipient(ctx, { id, name: "Kumquat GmbH" });
  const input = deletionInput(
    { userId, expectedCount: 3 },
    { ticket: reference, reason: "Asked by Xanthippe" },
  );
  const deletion = await requested(ctx, input);
  await runToEnd(ctx, deletion.id);
  await settleTickets(ctx, { deletionIds: [deletion.id] });
  const { version } = await getTicket(ctx, reference);
  await close(ctx, { id, version });
  return { id, deletionId: deletion.id };
};

const issued = async (ticketReference: string) => {
  const { signed, facts } = await issueCertificate(
    test.context(),
    { about: { ticketReference }, language: "en", names: "plain" },
    { issuer: { origin: "lethe.example.com", version: "0.1.0", timeZone: "UTC" }, key: testKey() },
  );
  return { file: formatCertificate(signed), facts };
};
const checked = async (file: string) => {
  const keys = readPublicKeys(JSON.stringify({ keys: await listKeys(test.database()) })) ?? [];
  return checkFile(new TextEncoder().encode(file), keys);
};

/** As if the ticket had been closed so long ago. */
const age = (id: string, interval: string) =>
  test
    .database()
    .update(tickets)
    .set({ closedAt: sql`now() - ${interval}::interval` })
    .where(eq(tickets.id, id));

describe("a ticket that was closed long ago", () => {
  it("says nothing of its subject any more, and can still be matched by what somebody brings", async () => {
    const { id, deletionId } = await closedTicket("CCPA-7");
    const { file, facts } = await issued("CCPA-7");
    expect(JSON.stringify(facts)).toMatch(words);
    // Previews can be confirmed for a day.
    await test
      .database()
      .update(previews)
      .set({ createdAt: sql`now() - interval '90 days'` });
    await prunePreviews(test.database());

    await age(id, "89 days 23 hours");
    expect(await reduce()).toEqual({ erasedCount: 0, deletedCount: 0 });
    expect(wordsIn(await dump()).length).toBeGreaterThan(0);

    await age(id, "91 days");
    expect(await reduce()).toEqual({ erasedCount: 1, deletedCount: 0 });
    expect(wordsIn(await dump())).toEqual([]);
    expect(await checked(file)).toMatchObject({ outcome: "valid" });

    const ctx = test.context();
    const ticket = await getTicket(ctx, "CCPA-7");
    expect(ticket).toMatchObject({ state: "closed", outcome: "done", law: "ccpa", receivedOn: "2026-01-31" });
    expect(ticket.details).toMatchObject({ state: "erased" });
    expect(ticket.lookAt).toBeNull();
    for (const name of ["xanthippe.quixote@EXAMPLE.com", " Xanthippe Quixote "]) {
      expect(await findTicketsOf(ctx, [name])).toMatchObject([{ reference: "CCPA-7" }]);
    }
    expect(await findTicketsOf(ctx, ["Xanthippe"])).toEqual([]);
    const [deletion] = await test.database().select().from(deletions).where(eq(deletions.id, deletionId));
    expect(deletion).toMatchObject({ ticketId: id, reason: null, deletedCount: 3 });

    expect(await test.database().$count(ticketEvents, eq(ticketEvents.kind, "subject_erased"))).toBe(1);
    expect(await reduce()).toEqual({ erasedCount: 0, deletedCount: 0 });
  });

  it("goes as a whole at the end, which the ledger says", async () => {
    const { id, deletionId } = await closedTicket("CCPA-8");
    await age(id, "24 months 1 day");
    const counts = await Promise.all([reduce(), reduce(), reduce()]);
    expect(counts.reduce((sum, { erasedCount }) => sum + erasedCount, 0)).toBe(1);
    expect(counts.reduce((sum, { deletedCount }) => sum + deletedCount, 0)).toBe(1);
    await expect(getTicket(test.context(), "CCPA-8")).rejects.toMatchObject({ code: "not_found" });
    expect(await test.database().$count(ticketEvents, eq(ticketEvents.ticketId, id))).toBe(0);
    const [deletion] = await test.database().select().from(deletions).where(eq(deletions.id, deletionId));
    expect(deletion).toMatchObject({ ticketId: null, deletedCount: 3 });
    const [event] = await test
      .database()
      .select()
      .from(ledgerEvents)
      .where(eq(ledgerEvents.kind, "ticket.deleted"));
    expect(JSON.parse(event?.body ?? "{}")).toMatchObject({
      ticketId: id,
      law: "ccpa",
      outcome: "done",
      receivedOn: "2026-01-31",
    });
    expect(event?.body).not.toMatch(words);
  });

  it("keeps its subject while it is open, or one of its deletions still runs", async () => {
    const { id, deletionId } = await closedTicket("CCPA-9");
    await age(id, "5 years");
    await test.database().update(deletions).set({ finishedAt: null }).where(eq(deletions.id, deletionId));
    expect(await reduce()).toEqual({ erasedCount: 0, deletedCount: 0 });
    await test
      .database()
      .update(deletions)
      .set({ finishedAt: new Date() })
      .where(eq(deletions.id, deletionId));
    await test
      .database()
      .update(tickets)
      .set({ state: "searching", closedAt: null })
      .where(eq(tickets.id, id));
    expect(await reduce()).toEqual({ erasedCount: 0, deletedCount: 0 });
  });
});
