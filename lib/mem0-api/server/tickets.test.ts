import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { ticketEvents, tickets } from "@/drizzle/schema/tickets";
import { webhookDeliveries, webhooks } from "@/drizzle/schema/webhooks";
import { openDetails } from "@/lib/tickets/server/seal-ticket";
import { apiFor } from "@/testing/mem0-api/api-fixtures";
import { useTestDatabase } from "@/testing/test-database";

const test = useTestDatabase();
const ask = apiFor(() => test.context("support"));

beforeEach(() => test.database().execute(sql`truncate tickets, webhooks, webhook_deliveries cascade`));

const request = {
  reference: "GDPR-1042",
  law: "gdpr",
  names: ["Caroline Smith", "caroline@example.com"],
  received_on: "2026-01-31",
  received_by: "email",
};
const rows = () => test.database().select().from(tickets);

describe("a ticket by API", () => {
  it("is made with its clock, sealed, and answered without a word about the person", async () => {
    const { status, body } = await ask("POST", "/api/tickets", request);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      reference: "GDPR-1042",
      state: "open",
      law: "gdpr",
      received_on: "2026-01-31",
      received_by: "email",
      due_on: "2026-02-28",
      acknowledge_due_on: null,
      version: 1,
    });
    expect(JSON.stringify(body)).not.toMatch(/caroline/i);
    const [row] = await rows();
    if (row === undefined) throw new Error("Nothing was made.");
    expect(openDetails(test.context().secret, row)?.names).toEqual(request.names);
    const stored = JSON.stringify([
      row,
      await test.database().select().from(ticketEvents),
      await test.database().select().from(ledgerEvents),
    ]);
    expect(stored).not.toMatch(/caroline/i);
    expect(await ask("GET", "/api/tickets/gdpr-1042")).toMatchObject({ status: 200, body });
  });

  it("is made once of the same request, and of another one with its reference not at all", async () => {
    const first = await ask("POST", "/api/tickets", request);
    const { received_on: day, ...rest } = request;
    const again = await ask("POST", "/api/tickets/", { received_on: day, ...rest });
    expect(again).toMatchObject({ status: 200, body: first.body });
    for (const change of [{ reference: "gdpr-1042" }, { names: ["Melanie"] }, { law: "ccpa" }]) {
      const other = await ask("POST", "/api/tickets", { ...request, ...change });
      expect(other).toMatchObject({ status: 409 });
      expect(JSON.stringify(other.body)).not.toMatch(/melanie|caroline/i);
    }
    expect(await rows()).toHaveLength(1);
    expect(await test.database().$count(ticketEvents, eq(ticketEvents.kind, "created"))).toBe(1);
  });

  it("is made once of two requests at the same time", async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask("POST", "/api/tickets", request)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 201]);
    expect(await rows()).toHaveLength(1);
  });

  it("keeps a keyed digest of the request alone, which the names cannot be tried on", async () => {
    await ask("POST", "/api/tickets", request);
    const [first] = await rows();
    await test.database().delete(tickets);
    const elsewhere = apiFor(() => ({
      ...test.context("support"),
      secret: "another secret for tests only, of more than 32 letters",
    }));
    await elsewhere("POST", "/api/tickets", request);
    const [second] = await rows();
    expect(first?.requestDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(second?.requestDigest).not.toBe(first?.requestDigest);
  });

  it.each([
    [{ reference: " " }, 400],
    [{ reference: "new" }, 400],
    [{ law: "lgpd" }, 400],
    [{ names: [] }, 400],
    [{ names: "Caroline" }, 400],
    [{ received_on: "2999-01-01" }, 400],
    [{ received_on: "yesterday" }, 400],
    [{ helpdesk_url: "javascript:alert(1)" }, 400],
    [{ assignee: "x" }, 400],
  ])("refuses %j", async (change, status) => {
    expect(await ask("POST", "/api/tickets", { ...request, ...change })).toMatchObject({ status });
    expect(await rows()).toEqual([]);
  });

  it("is for those who may, and not found when it is not there", async () => {
    for (const role of ["viewer", "auditor"] as const) {
      const other = apiFor(() => test.context(role));
      expect(await other("POST", "/api/tickets", request)).toMatchObject({ status: 403 });
    }
    await ask("POST", "/api/tickets", request);
    expect(await apiFor(() => test.context("auditor"))("GET", "/api/tickets/GDPR-1042")).toMatchObject({
      status: 200,
    });
    expect(await apiFor(() => test.context("viewer"))("GET", "/api/tickets/GDPR-1042")).toMatchObject({
      status: 403,
    });
    expect(await ask("GET", "/api/tickets/GDPR-1")).toMatchObject({ status: 404 });
  });

  it("is found by what its subject brings", async () => {
    await ask("POST", "/api/tickets", request);
    expect(await ask("POST", "/api/tickets/find", { names: ["CAROLINE@example.com", "x"] })).toMatchObject({
      status: 200,
      body: { tickets: [{ reference: "GDPR-1042" }] },
    });
    expect(await ask("POST", "/api/tickets/find", { names: ["Caroline"] })).toMatchObject({
      body: { tickets: [] },
    });
  });

  it("is told to webhooks that ask for it", async () => {
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
    await ask("POST", "/api/tickets", request);
    const deliveries = await test.database().select().from(webhookDeliveries);
    expect(deliveries).toMatchObject([
      {
        eventType: "ticket.updated",
        ticketNews: { reference: "GDPR-1042", change: "created", state: "open", due_on: "2026-02-28" },
      },
    ]);
    expect(JSON.stringify(deliveries)).not.toMatch(/caroline/i);
  });
});
