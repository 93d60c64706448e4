import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { mailSettingsFrom } from "@/lib/env/mail-settings";
import { newTicketSchema } from "@/lib/tickets/schema";
import { startSmtpServer } from "@/testing/mail/start-smtp-server";
import { useTestDatabase } from "@/testing/test-database";
import { members } from "@/drizzle/schema/members";
import { ticketEvents, ticketMessages, tickets } from "@/drizzle/schema/tickets";
import { webhookDeliveries, webhooks } from "@/drizzle/schema/webhooks";
import { createTicket } from "./create-ticket";
import { remindTickets } from "./remind";
import { sendNextMessage } from "./ticket-messages";

const test = useTestDatabase();
const memberIds = { admin: randomUUID(), support: randomUUID(), gone: randomUUID() };

beforeEach(async () => {
  await test.database().execute(sql`truncate tickets, webhooks, webhook_deliveries, members cascade`);
  await test
    .database()
    .insert(members)
    .values([
      { id: memberIds.admin, email: "admin@example.com", role: "admin" },
      { id: memberIds.support, email: "support@example.com", role: "support" },
      { id: memberIds.gone, email: "gone@example.com", role: "admin", disabledAt: new Date() },
    ]);
  await test
    .database()
    .insert(webhooks)
    .values({
      name: "helpdesk",
      url: "https://helpdesk.example.com/hook",
      eventTypes: ["ticket.due"],
      createdBy: test.context().actor,
      createdAt: new Date(),
      updatedAt: new Date(),
    });
});

const create = async (changes: object = {}) => {
  const input = newTicketSchema.parse({
    reference: `GDPR-${randomUUID()}`,
    law: "gdpr",
    // Due on 28 February.
    receivedOn: "2026-01-31",
    receivedBy: "email",
    names: ["Caroline Smith"],
    ...changes,
  });
  const made = await createTicket(test.context(), input);
  if (made.kind !== "created") throw new Error("Nothing was made.");
  return made.ticket;
};
const remind = (day: string, isMailOn = false) =>
  remindTickets(
    { ...test.context(), now: () => new Date(`${day}T12:00:00Z`) },
    { timeZone: "UTC", remindDays: [0, 2, 7], isMailOn },
  );
const news = async () =>
  (await test.database().select().from(webhookDeliveries).orderBy(webhookDeliveries.createdAt)).map(
    ({ eventType, ticketNews }) => ({
      eventType,
      change: ticketNews?.["change"],
      daysLeft: ticketNews?.["days_left"],
    }),
  );
const answerDue = (daysLeft: number) => ({ eventType: "ticket.due", change: "answer_due", daysLeft });

describe("a reminder", () => {
  it("comes some days before a ticket is due, each time once", async () => {
    await create();
    for (const day of ["2026-02-20", "2026-02-21", "2026-02-21", "2026-02-25"]) await remind(day);
    expect(await news()).toEqual([answerDue(7)]);
    for (const day of ["2026-02-26", "2026-02-27", "2026-02-28", "2026-03-01", "2026-03-20"])
      await remind(day);
    expect(await news()).toEqual([answerDue(7), answerDue(2), answerDue(0)]);
    const events = await test.database().select().from(ticketEvents).where(eq(ticketEvents.kind, "reminded"));
    expect(events.map(({ facts }) => facts)).toEqual([
      { clock: "answer", daysLeft: 7, mailCount: 0 },
      { clock: "answer", daysLeft: 2, mailCount: 0 },
      { clock: "answer", daysLeft: 0, mailCount: 0 },
    ]);
  });

  it("comes once for those that were missed, and when a ticket is overdue", async () => {
    await create();
    await remind("2026-03-03");
    await remind("2026-03-04");
    expect(await news()).toEqual([answerDue(-3)]);
  });

  it("comes again when the clock has been extended", async () => {
    const { id } = await create();
    await remind("2026-02-26");
    await test
      .database()
      .update(tickets)
      .set({ dueOn: "2026-04-30", extendedOn: "2026-02-26", remindedDays: null })
      .where(eq(tickets.id, id));
    await remind("2026-02-28");
    await remind("2026-04-23");
    expect(await news()).toEqual([answerDue(2), answerDue(7)]);
  });

  it("comes of the acknowledgement as well, until it was given", async () => {
    const { id, acknowledgeDueOn } = await create({ law: "ccpa", receivedOn: "2026-01-31" });
    expect(acknowledgeDueOn).toBe("2026-02-13");
    await remind("2026-02-06");
    expect(await news()).toEqual([{ eventType: "ticket.due", change: "acknowledgement_due", daysLeft: 39 }]);
    await test.database().update(tickets).set({ acknowledgedOn: "2026-02-07" }).where(eq(tickets.id, id));
    await remind("2026-02-13");
    expect(await news()).toHaveLength(1);
  });

  it("comes of nothing that has been answered, or has no day", async () => {
    const { id } = await create();
    await test.database().update(tickets).set({ state: "denied" }).where(eq(tickets.id, id));
    await create({ law: "own_policy" });
    expect(await remind("2026-02-28")).toBe(0);
  });

  it("comes once from several processes", async () => {
    for (let count = 0; count < 5; count++) await create();
    const counts = await Promise.all([1, 2, 3].map(() => remind("2026-02-28")));
    expect(counts.reduce((a, b) => a + b)).toBe(5);
    expect(await news()).toHaveLength(5);
  });
});

describe("a mail", () => {
  const sendAll = async (port: number, day: string) => {
    const mail = mailSettingsFrom({
      LETHE_SMTP_URL: `smtp://127.0.0.1:${port}`,
      LETHE_SMTP_FROM: "lethe@example.com",
    });
    const failures: unknown[] = [];
    while (
      await sendNextMessage({
        database: test.database(),
        request: () => Promise.reject(new Error("Nothing is posted here.")),
        secret: test.context().secret,
        now: () => new Date(`${day}T12:00:00Z`),
        publicUrl: "https://lethe.example.com",
        mail,
        onMailFailed: (error) => failures.push(error),
      })
    );
    return failures;
  };

  it("goes to whom the ticket is assigned to, or else to the admins, and names nobody", async () => {
    const smtp = await startSmtpServer();
    try {
      const { reference } = await create({ assigneeId: memberIds.support });
      const { reference: other } = await create({ law: "ccpa", receivedOn: "2026-01-14" });
      await remind("2026-02-26", true);
      expect(await sendAll(smtp.port, "2026-02-26")).toEqual([]);
      expect(smtp.mails.map(({ to }) => to).toSorted()).toEqual([
        ["admin@example.com"],
        ["admin@example.com"],
        ["support@example.com"],
      ]);
      const toSupport = smtp.mails
        .find(({ to }) => to[0] === "support@example.com")
        ?.source.replaceAll(/=\n|\n(?= )/g, "");
      expect(toSupport).toContain(`Subject: ${reference}: an answer is due in 2 days`);
      expect(toSupport).toContain("28 February 2026");
      expect(toSupport).toContain(`https://lethe.example.com/tickets/${reference}`);
      const sources = smtp.mails
        .map(({ source }) => source)
        .join("\n")
        .replaceAll(/=\n|\n(?= )/g, "");
      expect(sources).toContain(`${other}: an acknowledgement is`);
      expect(sources).not.toMatch(/caroline/i);
      expect(await test.database().select().from(ticketMessages)).toEqual([]);
    } finally {
      await smtp.stop();
    }
  });

  it("that is not taken is tried again, and not sent once the ticket has been answered", async () => {
    const smtp = await startSmtpServer("refuses");
    try {
      const { id } = await create({ assigneeId: memberIds.support });
      await remind("2026-02-26", true);
      expect(await sendAll(smtp.port, "2026-02-26")).toHaveLength(1);
      expect(await test.database().select().from(ticketMessages)).toMatchObject([{ attemptCount: 1 }]);
      await test.database().update(tickets).set({ state: "done" }).where(eq(tickets.id, id));
      await test
        .database()
        .update(ticketMessages)
        .set({ nextAttemptAt: new Date(Date.now() - 1000) });
      expect(await sendAll(smtp.port, "2026-02-26")).toEqual([]);
      expect(await test.database().select().from(ticketMessages)).toEqual([]);
    } finally {
      await smtp.stop();
    }
  });
});
