import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { append, startLedger, tamper } from "@/testing/ledger/ledger-table";
import { parseEventLine } from "@/lib/ledger/event-line";
import { useTestDatabase } from "@/testing/test-database";
import { members } from "@/drizzle/schema/members";
import { exportLedger } from "./export-ledger";
import { listEvents } from "./list-events";
import { recordEvent } from "./record-event";

const { database, context } = useTestDatabase();

beforeEach(() => startLedger(database(), 3));

describe("listEvents", () => {
  it("pages through the ledger, newest first, while it grows", async () => {
    for (let number = 4; number <= 120; number++) await append(database(), number);
    const ctx = context("auditor");
    const first = await listEvents(ctx, { beforeSeq: null });
    await append(database(), 121);
    const second = await listEvents(ctx, { beforeSeq: first.nextBeforeSeq });
    const third = await listEvents(ctx, { beforeSeq: second.nextBeforeSeq });
    const numbers = [first, second, third].flatMap(({ events }) => events.map(({ seq }) => seq));
    expect(numbers).toEqual(Array.from({ length: 120 }, (_, index) => 120 - index));
    expect(third.nextBeforeSeq).toBeNull();
  });

  it("names members beside the ledger, and gets by without the name", async () => {
    const [member] = await database()
      .insert(members)
      .values({ email: "ada@example.com", role: "admin", passwordHash: "-", createdAt: new Date() })
      .returning({ id: members.id });
    for (const id of [member?.id ?? "", "7d3c1c3e-7df5-4d0c-9f9e-0f6f4f8e2b11"]) {
      await database().transaction((transaction) =>
        recordEvent(transaction, {
          kind: "deletion.requested",
          body: { actor: { kind: "member", id, role: "admin" }, expectedCount: 2 },
          at: new Date(),
        }),
      );
    }
    const { events } = await listEvents(context(), { beforeSeq: null });
    expect(events.map(({ actor }) => actor?.label ?? null)).toEqual([
      null,
      "ada@example.com",
      null,
      null,
      null,
    ]);
    expect(events[0]?.facts).toEqual({ expectedCount: 2 });
  });

  it("shows an event whose body somebody has ruined", async () => {
    await tamper(database(), sql`update ledger_events set body = 'not JSON' where seq = 2`);
    const { events } = await listEvents(context(), { beforeSeq: null });
    expect(events[1]).toMatchObject({ seq: 2, actor: null, deletionId: null, facts: {} });
  });

  it("is for members who may read the ledger", async () => {
    await expect(listEvents(context("viewer"), { beforeSeq: null })).rejects.toMatchObject({
      code: "not_permitted",
    });
    await expect(exportLedger(context("support")).next()).rejects.toMatchObject({ code: "not_permitted" });
  });
});

describe("exportLedger", () => {
  it("writes every event as a line that can be verified", async () => {
    const lines: string[] = [];
    for await (const line of exportLedger(context("auditor"))) lines.push(line);
    expect(lines.every((line) => line.endsWith("\n"))).toBe(true);
    expect(lines.map((line) => parseEventLine(line.trimEnd())?.seq)).toEqual([1, 2, 3]);
  });
});
