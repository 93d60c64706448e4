import { asc, eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { apiFor } from "@/testing/mem0-api/api-fixtures";
import { suppressedTicket } from "@/testing/suppression/suppressed-ticket";
import { useTestDatabase } from "@/testing/test-database";
import { ticketEvents, tickets } from "@/drizzle/schema/tickets";
import { webhookDeliveries, webhooks } from "@/drizzle/schema/webhooks";
import { getTicket } from "./get-ticket";
import { reportLetIn } from "./report-let-in";

const test = useTestDatabase();
const ask = apiFor(() => test.context());

it("tells of what was let in once, as one number, reopens the ticket and notifies webhooks", async () => {
  const ctx = test.context();
  await test
    .database()
    .insert(webhooks)
    .values({
      name: "Ours",
      url: "https://example.com/hook",
      eventTypes: ["erasure.returned"],
      createdBy: ctx.actor,
      createdAt: new Date(),
      updatedAt: new Date(),
    });
  const { id, reference } = await suppressedTicket(ctx, ["ann"], "report");
  await test
    .database()
    .update(tickets)
    .set({ state: "closed", outcome: "done", closedAt: sql`clock_timestamp()` })
    .where(eq(tickets.id, id));
  expect(await reportLetIn(ctx)).toBe(false);
  for (const text of ["Keeps bees", "Sells honey"]) {
    const added = await ask("POST", "/v3/memories/add/", { messages: text, user_id: "ann", infer: false });
    expect(added.status).toBe(200);
  }
  // Two processes at once.
  await Promise.all([reportLetIn(ctx), reportLetIn(ctx)]);
  expect(await reportLetIn(ctx)).toBe(false);
  const events = await test
    .database()
    .select()
    .from(ticketEvents)
    .where(eq(ticketEvents.ticketId, id))
    .orderBy(asc(ticketEvents.id));
  expect(events.slice(2)).toMatchObject([
    { kind: "suppressed_added", facts: { count: 2 } },
    { kind: "reopened", facts: { reason: "found_again" } },
  ]);
  expect(await getTicket(ctx, reference)).toMatchObject({ state: "searching" });
  const deliveries = await test.database().select().from(webhookDeliveries);
  expect(deliveries.map(({ ticketNews }) => ticketNews)).toEqual([
    { found_by: "addition", ticket: reference, deletion_id: null, store_id: "builtin", returned_count: 2 },
  ]);
});
