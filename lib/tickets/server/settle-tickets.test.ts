import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eq } from "drizzle-orm";
import { cancelDeletion } from "@/lib/deletions/server/control-deletion";
import { getDeletion } from "@/lib/deletions/server/history/get-deletion";
import type { Runner } from "@/lib/deletions/server/run/runner";
import type { Deletion } from "@/lib/deletions/types";
import { deletions } from "@/drizzle/schema/deletions";
import {
  deletionInput,
  previewedInput,
  requested,
  storeMemories,
  testRunner,
  untilDeletion,
} from "@/testing/deletions/deletion-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { createdTicket } from "@/testing/tickets/ticket-fixtures";
import { getTicketView, listTicketEvents } from "./get-ticket-view";
import { settleTickets } from "./settle-tickets";
import { close, deny } from "./work-on-ticket";

const { database, context } = useTestDatabase();
let runner: Runner;
beforeAll(() => {
  runner = testRunner(database());
});
afterAll(() => runner.stop());

/** A deletion of all of a user's memories for a ticket; not run before a runner is woken. */
const requestFor = async (ticket: string, userId: string): Promise<Deletion> =>
  requested(context(), {
    ...(await previewedInput(context(), { kind: "entity", entity: { kind: "user", value: userId } })),
    ticket,
  });
const settle = (deletionIds: string[] | null = null) => settleTickets(context(), { deletionIds });
const view = (reference: string) => getTicketView(context(), reference);

describe("a ticket and its deletions", () => {
  it("is erasing once one is requested, by its reference in any case, and done when all are verified", async () => {
    await storeMemories(database(), 3, { userId: "ada" });
    const ticket = await createdTicket(context(), { reference: "GDPR-1" });
    const deletion = await requestFor(" gdpr-1", "ada");
    expect(await settle([deletion.id])).toBe(1);
    expect((await view("GDPR-1")).ticket.state).toMatch(/^(erasing|done)$/);
    await untilDeletion(context(), deletion.id);
    await settle([deletion.id]);
    expect(await settle([deletion.id])).toBe(0);
    expect(await settle()).toBe(0);
    const seen = await view("GDPR-1");
    expect(seen.ticket.state).toBe("done");
    expect(seen.verdict).toMatchObject({ kind: "erased", goneCount: 3, storeCount: 1, deletionCount: 1 });
    expect(seen.deletions).toMatchObject([{ id: deletion.id, status: "completed" }]);
    const { events } = await listTicketEvents(context(), { id: ticket.id, beforeId: null });
    const kinds = events.map(({ kind }) => kind).toReversed();
    expect(kinds.filter((kind) => kind !== "settled")).toEqual([
      "created",
      "deletion_requested",
      "deletion_ended",
    ]);
    expect(events[0]).toMatchObject({ kind: "settled", facts: { verdict: "erased", goneCount: 3 } });
  });

  it("finds what was deleted for its reference before there was a ticket", async () => {
    await storeMemories(database(), 2, { userId: "bo" });
    const deletion = await requestFor("Früh-2", "bo");
    await untilDeletion(context(), deletion.id);
    await createdTicket(context(), { reference: "FRÜH-2" });
    expect((await view("früh-2")).ticket.state).toBe("done");
  });

  it("is partly done when a deletion failed, and is taken up again by the next one, also when it was closed", async () => {
    await storeMemories(database(), 2, { userId: "cy" });
    await createdTicket(context(), { reference: "GDPR-3" });
    const deletion = await requestFor("GDPR-3", "cy");
    await untilDeletion(context(), deletion.id);
    await database()
      .update(deletions)
      .set({ status: "partial", failedCount: 1, deletedCount: 1, verification: null })
      .where(eq(deletions.id, deletion.id));
    await settle([deletion.id]);
    const { ticket, verdict } = await view("GDPR-3");
    expect([ticket.state, verdict?.kind]).toEqual(["partly_done", "partly"]);
    await close(context(), ticket);
    expect(await settle([deletion.id])).toBe(0);
    expect((await view("GDPR-3")).ticket).toMatchObject({ state: "closed", outcome: "partly_done" });

    await storeMemories(database(), 1, { userId: "cy" });
    const next = await requestFor("GDPR-3", "cy");
    await settle([next.id]);
    await untilDeletion(context(), next.id);
    await settle([next.id]);
    expect((await view("GDPR-3")).ticket).toMatchObject({
      state: "partly_done",
      outcome: null,
      closedAt: null,
      lookAt: null,
    });
  });

  it("is looked at again when something was erased for it, also when it was denied in the end", async () => {
    await storeMemories(database(), 2, { userId: "cyd" });
    await createdTicket(context(), { reference: "GDPR-5" });
    const deletion = await requestFor("GDPR-5", "cyd");
    await untilDeletion(context(), deletion.id);
    await database().update(deletions).set({ status: "partial" }).where(eq(deletions.id, deletion.id));
    await settle([deletion.id]);
    const denied = await deny(context(), { ...(await view("GDPR-5")).ticket, ground: "other", text: null });
    expect((await close(context(), denied)).lookAt).not.toBeNull();
  });

  it("is taken up again when what was verified absent is found to be stored after it was closed", async () => {
    await storeMemories(database(), 2, { userId: "cye" });
    const { id } = await createdTicket(context(), { reference: "GDPR-6" });
    const deletion = await requestFor("GDPR-6", "cye");
    await untilDeletion(context(), deletion.id);
    await settle([deletion.id]);
    await close(context(), (await view("GDPR-6")).ticket);
    expect(await settle([deletion.id])).toBe(0);
    // As reading it back once more says.
    const { verification } = await getDeletion(context(), deletion.id);
    const checks = verification?.checks.map((check) => ({
      ...check,
      outcome: "residual" as const,
      residualCount: 2,
    }));
    await database()
      .update(deletions)
      .set({ verification: verification && { ...verification, checks: checks ?? [] } })
      .where(eq(deletions.id, deletion.id));
    expect(await settle([deletion.id])).toBe(1);
    expect(await settle([deletion.id])).toBe(0);
    expect((await view("GDPR-6")).ticket).toMatchObject({ state: "searching", outcome: null, lookAt: null });
    const { events } = await listTicketEvents(context(), { id, beforeId: null });
    expect(events[0]).toMatchObject({ kind: "reopened", facts: { reason: "still_stored" } });
  });

  it("is linked to a deletion that is requested at the moment it is made", async () => {
    const rounds = Array.from({ length: 8 }, (_, round) => `RACE-${round}`);
    for (const reference of rounds) {
      const [memory = ""] = await storeMemories(database(), 1, { userId: reference });
      const input = deletionInput({ ids: [memory] }, { ticket: reference });
      await Promise.all([createdTicket(context(), { reference }), requested(context(), input)]);
    }
    for (const reference of rounds) expect((await view(reference)).deletionCount).toBe(1);
  });

  it("is as before when its only deletion was cancelled before it deleted anything", async () => {
    await runner.stop();
    await storeMemories(database(), 2, { userId: "di" });
    await createdTicket(context(), { reference: "GDPR-4" });
    const deletion = await requestFor("GDPR-4", "di");
    await settle([deletion.id]);
    expect((await view("GDPR-4")).ticket.state).toBe("erasing");
    await expect(
      deny(context(), { ...(await view("GDPR-4")).ticket, ground: "other", text: null }),
    ).rejects.toMatchObject({ code: "wrong_status" });
    await cancelDeletion(context(), { id: deletion.id });
    await settle([deletion.id]);
    expect((await view("GDPR-4")).ticket.state).toBe("to_confirm");
  });

  it("is left alone by deletions that name none, or another", async () => {
    const ids = await storeMemories(database(), 1, { userId: "ed" });
    const deletion = await requested(context(), deletionInput({ ids }, { ticket: "GDPR-99" }));
    expect(await settle([deletion.id])).toBe(0);
  });
});
