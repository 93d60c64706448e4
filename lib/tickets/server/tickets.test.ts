import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { ticketEvents, tickets } from "@/drizzle/schema/tickets";
import { ticketSearchFrom, type TicketSearchValues } from "@/lib/tickets/search";
import type { Ticket } from "@/lib/tickets/types";
import { signedIn } from "@/testing/approvals/admins";
import { deletionInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { createdTicket, ticketInput } from "@/testing/tickets/ticket-fixtures";
import { createTicket } from "./create-ticket";
import {
  addNote,
  addRecipient,
  assign,
  assignMany,
  changeSubject,
  correctRequest,
  tellRecipient,
} from "./edit-ticket";
import { getTicket } from "./get-ticket";
import { getTicketView, listTicketEvents } from "./get-ticket-view";
import { countDue, countTickets, listAssignable, listTickets } from "./list-tickets";
import { pickTickets } from "./pick-tickets";
import { settleTickets } from "./settle-tickets";
import {
  acknowledge,
  askIdentity,
  checkIdentity,
  close,
  closeNothingFound,
  deny,
  extend,
  noteFindings,
  reopen,
  startSearch,
  withdraw,
} from "./work-on-ticket";

const { database, context } = useTestDatabase();

/** The context of somebody on a day, at noon in UTC. */
const on = (day: string, ctx: Context = context()): Context => ({
  ...ctx,
  now: () => new Date(`${day}T12:00:00Z`),
});
const changesOf = async ({ id }: Ticket): Promise<string[]> => {
  const { events } = await listTicketEvents(context(), { id, beforeId: null });
  return events.map(({ kind }) => kind).toReversed();
};

describe("a ticket", () => {
  it("is made with the clocks of its law, and found by its reference in any case", async () => {
    const ctx = on("2026-02-10");
    const made = await createdTicket(ctx, { reference: " GDPR-1042 ", receivedOn: "2026-01-31" });
    expect(made).toMatchObject({
      reference: "GDPR-1042",
      state: "open",
      dueOn: "2026-02-28",
      extendableUntil: "2026-02-28",
      acknowledgeDueOn: null,
      today: "2026-02-10",
      version: 1,
      details: { state: "plain", names: ["Caroline Smith"] },
    });
    expect(await getTicket(ctx, "gdpr-1042")).toEqual(made);
    await expect(getTicket(ctx, "GDPR-10")).rejects.toMatchObject({ code: "not_found" });
    // It is tomorrow in some zone.
    expect(await createdTicket(ctx, { receivedOn: "2026-02-11" })).toMatchObject({ dueOn: "2026-03-11" });
    await expect(createdTicket(ctx, { receivedOn: "2026-02-12" })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("has its reference alone: another of it, in any case, is told of the first", async () => {
    const first = await createdTicket(context(), { reference: "Größe-7" });
    const second = await createTicket(context(), ticketInput({ reference: "GRÖßE-7" }));
    expect(second).toMatchObject({ kind: "taken", id: first.id, reference: "Größe-7" });
  });

  it("goes from receipt to its end, each step once, from a known state, and in the ledger", async () => {
    const ctx = on("2026-02-03", await signedIn(context(), "sam", "support"));
    let ticket = await createdTicket(ctx, { law: "ccpa", receivedOn: "2026-02-02" });
    const old = ticket;
    const step = async (made: Promise<Ticket>) => (ticket = await made);

    await step(acknowledge(ctx, { ...ticket, acknowledgedOn: "2026-02-03" }));
    await expect(assign(ctx, { ...old, assigneeId: null })).rejects.toMatchObject({ code: "wrong_status" });
    await step(askIdentity(ctx, ticket));
    await step(checkIdentity(ctx, { ...ticket, method: "email" }));
    expect(ticket).toMatchObject({ state: "open", identity: { method: "email", checkedBy: ctx.actor } });
    await step(startSearch(ctx, ticket));
    expect(await startSearch(ctx, ticket)).toEqual(ticket);
    const counts = {
      theirsCount: 104,
      possiblyTheirsCount: 1,
      aboutCount: 11,
      inTheirRunsCount: 1,
      chosenCount: 105,
      storeCount: 2,
    };
    await step(noteFindings(ctx, { id: ticket.id, ...counts }));
    expect(ticket.state).toBe("to_confirm");
    await expect(close(ctx, ticket)).rejects.toMatchObject({ code: "wrong_status" });
    await step(extend(ctx, { ...ticket, toldOn: "2026-02-03", reason: "Three stores of a partner" }));
    expect(ticket).toMatchObject({ dueOn: "2026-05-03", extendedOn: "2026-02-03", extendableUntil: null });
    await expect(extend(ctx, { ...ticket, toldOn: "2026-02-03", reason: null })).rejects.toMatchObject({
      code: "wrong_status",
    });
    await step(deny(ctx, { ...ticket, ground: "legal_claims", text: "Needed in court until May" }));
    await step(close(ctx, ticket));
    expect(ticket).toMatchObject({ state: "closed", outcome: "denied", lookAt: null });
    await step(reopen(ctx, ticket));
    expect(ticket).toMatchObject({ state: "open", outcome: null, denialGround: null, closedAt: null });
    await step(withdraw(ctx, ticket));

    expect(await changesOf(ticket)).toEqual([
      "created",
      "acknowledged",
      "identity_asked",
      "identity_checked",
      "search_started",
      "searched",
      "extended",
      "denied",
      "closed",
      "reopened",
      "withdrawn",
    ]);
    const recorded = await database()
      .select({ kind: ledgerEvents.kind, body: ledgerEvents.body })
      .from(ledgerEvents)
      .where(sql`${ledgerEvents.body}::jsonb ->> 'ticketId' = ${ticket.id}`)
      .orderBy(ledgerEvents.seq);
    expect(recorded.map(({ kind }) => kind)).toEqual([
      "ticket.created",
      ...Array<string>(10).fill("ticket.changed"),
    ]);
    const { findings } = await getTicketView(ctx, ticket.reference);
    expect(findings).toMatchObject(counts);
  });

  it("of whom nothing is found is closed with nothing erased, and a store that was away is not forgotten", async () => {
    const ctx = context();
    const none = {
      theirsCount: 0,
      possiblyTheirsCount: 0,
      aboutCount: 0,
      inTheirRunsCount: 0,
      chosenCount: 0,
      storeCount: 0,
    };
    const { id, reference } = await createdTicket(ctx);
    await startSearch(ctx, { id });
    const away = [{ storeId: builtinStoreId, why: "failed" as const }];
    const searched = await noteFindings(ctx, { id, ...none, notSearched: away });
    expect(searched.state).toBe("searching");
    expect((await getTicketView(ctx, reference)).lastSearch).toMatchObject({
      foundCount: 0,
      notSearched: [{ storeId: "builtin", storeName: "Built-in store", why: "failed" }],
      isCurrent: true,
    });
    expect((await getTicketView(ctx, reference)).findings).toMatchObject({ notSearched: away });
    await noteFindings(ctx, { id, ...none, theirsCount: 1 });
    const found = await getTicketView(ctx, reference);
    expect(found).toMatchObject({ ticket: { state: "to_confirm" }, lastSearch: { notSearched: [] } });
    await expect(closeNothingFound(ctx, found.ticket)).rejects.toMatchObject({ code: "wrong_status" });
    const closed = await closeNothingFound(ctx, await noteFindings(ctx, { id, ...none }));
    expect(closed).toMatchObject({ state: "closed", outcome: "done" });
    expect(closed.lookAt).not.toBeNull();
    // What was not there before is looked for anew.
    const again = await reopen(ctx, closed);
    expect(again.state).toBe("searching");
    await expect(closeNothingFound(ctx, again)).rejects.toMatchObject({ code: "wrong_status" });
  });

  it("is extended only by who was told within the first period", async () => {
    const ctx = on("2026-03-05");
    const ticket = await createdTicket(ctx, { receivedOn: "2026-01-31" });
    const late = { ...ticket, toldOn: "2026-03-01", reason: null };
    await expect(extend(ctx, late)).rejects.toMatchObject({ code: "invalid_input" });
    await expect(extend(ctx, { ...late, toldOn: "2026-01-30" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    expect(await extend(ctx, { ...late, toldOn: "2026-02-28" })).toMatchObject({ dueOn: "2026-04-30" });
    const own = await createdTicket(ctx, { law: "own_policy", dueOn: "2026-06-01" });
    expect(own).toMatchObject({ dueOn: "2026-06-01", extendableUntil: null });
    await expect(extend(ctx, { ...own, toldOn: "2026-02-28", reason: null })).rejects.toMatchObject({
      code: "wrong_status",
    });
  });

  it("is counted anew when its day or law was noted wrongly, also once it was extended", async () => {
    const ctx = on("2026-02-10");
    let ticket = await createdTicket(ctx, { receivedOn: "2026-01-31" });
    ticket = await extend(ctx, { ...ticket, toldOn: "2026-02-10", reason: null });
    const request = { receivedOn: "2026-01-30", receivedBy: "letter", dueOn: null } as const;
    ticket = await correctRequest(ctx, { ...ticket, ...request, law: "ccpa" });
    expect(ticket).toMatchObject({ law: "ccpa", dueOn: "2026-04-30", acknowledgeDueOn: "2026-02-13" });
    ticket = await correctRequest(ctx, { ...ticket, ...request, law: "other", dueOn: "2026-03-01" });
    expect(ticket).toMatchObject({ dueOn: "2026-03-01", acknowledgeDueOn: null, extendedOn: null });
    await expect(
      correctRequest(ctx, { ...ticket, ...request, law: "gdpr", receivedOn: "2026-02-12" }),
    ).rejects.toMatchObject({ code: "invalid_input" });
    ticket = await withdraw(ctx, ticket);
    await expect(correctRequest(ctx, { ...ticket, ...request, law: "gdpr" })).rejects.toMatchObject({
      code: "wrong_status",
    });
  });

  it("shows what was found when its deletion was requested, not what is left after it", async () => {
    const ctx = context();
    const ticket = await createdTicket(ctx, { names: ["caroline"] });
    const { id, reference } = ticket;
    const none = { theirsCount: 0, possiblyTheirsCount: 0, aboutCount: 0, inTheirRunsCount: 0 };
    const nothing = { id, ...none, chosenCount: 0, storeCount: 0 };
    // There is nothing to confirm.
    expect(await noteFindings(ctx, nothing)).toMatchObject({ state: "searching" });
    const found = { ...nothing, theirsCount: 2, aboutCount: 6, chosenCount: 2, storeCount: 1 };
    expect(await noteFindings(ctx, found)).toMatchObject({ state: "to_confirm" });
    await storeMemories(database(), 2);
    const input = deletionInput({ userId: "caroline", expectedCount: 2 }, { ticket: reference });
    const deletion = await requested(ctx, input);
    await runToEnd(ctx, deletion.id);
    await settleTickets(ctx, { deletionIds: [deletion.id] });
    // The page searches again by itself, and somebody looks once more later.
    const later = { ...ctx, now: () => new Date(Date.now() + 60_000) };
    await noteFindings(later, { ...nothing, aboutCount: 6 });
    expect((await getTicketView(ctx, reference)).findings).toMatchObject({
      theirsCount: 2,
      aboutCount: 6,
      chosenCount: 2,
    });
    const done = await getTicket(ctx, reference);
    const again = { ...ctx, now: () => new Date(Date.now() + 120_000) };
    await reopen(again, done);
    await noteFindings({ ...ctx, now: () => new Date(Date.now() + 180_000) }, { ...nothing, theirsCount: 1 });
    expect((await getTicketView(ctx, reference)).findings).toMatchObject({ theirsCount: 1, chosenCount: 0 });
  });

  it("keeps no extension of which the person was not told within the corrected first period", async () => {
    const ctx = on("2026-03-25");
    const told = async () =>
      extend(ctx, {
        ...(await createdTicket(ctx, { receivedOn: "2026-03-01" })),
        toldOn: "2026-03-24",
        reason: null,
      });
    const request = { law: "gdpr", receivedBy: "email", dueOn: null } as const;
    for (const [receivedOn, dueOn] of [
      ["2026-01-01", "2026-02-01"],
      ["2026-03-25", "2026-04-25"],
    ] as const) {
      const ticket = await correctRequest(ctx, { ...(await told()), ...request, receivedOn });
      expect(ticket).toMatchObject({ extendedOn: null, dueOn });
      const { events } = await listTicketEvents(ctx, { id: ticket.id, beforeId: null });
      expect(events[0]?.facts).toMatchObject({ isExtensionLost: true });
    }
    const kept = await correctRequest(ctx, { ...(await told()), ...request, receivedOn: "2026-02-24" });
    expect(kept).toMatchObject({ extendedOn: "2026-03-24", dueOn: "2026-05-24" });
  });

  it("is refused to who may not: viewers see none, auditors no names and no notes, and change nothing", async () => {
    const ticket = await createdTicket(context(), { helpdeskUrl: "https://help.example.com/1042" });
    await addNote(context(), { id: ticket.id, note: "Called twice" });
    await addRecipient(context(), { id: ticket.id, name: "Zendesk" });
    const viewer = context("viewer");
    await expect(getTicket(viewer, ticket.reference)).rejects.toMatchObject({ code: "not_permitted" });
    await expect(createTicket(viewer, ticketInput())).rejects.toMatchObject({ code: "not_permitted" });
    const auditor = context("auditor");
    const seen = await getTicketView(auditor, ticket.reference);
    expect(seen.ticket.details).toEqual({ state: "hidden" });
    expect(seen.recipients).toMatchObject([{ name: "hidden" }]);
    const { events } = await listTicketEvents(auditor, { id: ticket.id, beforeId: null });
    expect(events.map(({ note }) => note)).toEqual([null, "hidden", null]);
    expect(JSON.stringify([seen, events])).not.toMatch(/Caroline|Zendesk|Called|help\.example/);
    expect((await pickTickets(auditor, { text: "Caroline Smith", isForAll: true })).tickets).toEqual([]);
    for (const refused of [
      withdraw(auditor, ticket),
      addNote(auditor, { id: ticket.id, note: "x" }),
      assignMany(auditor, { ids: [ticket.id], assigneeId: null }),
      createTicket(auditor, ticketInput()),
    ])
      await expect(refused).rejects.toMatchObject({ code: "not_permitted" });
  });

  it("keeps none of the subject's words in clear: not in its tables, and not in the ledger", async () => {
    const ctx = context();
    let ticket = await createdTicket(ctx, {
      names: ["Ottoline Quux", "ottoline@quux.example", "ottoline-77"],
      helpdeskUrl: "https://desk.example/ottoline",
    });
    ticket = await changeSubject(ctx, {
      ...ticket,
      names: ["Ottoline Quux", "Tillie Quux"],
      helpdeskUrl: "https://desk.example/tillie",
    });
    await addNote(ctx, { id: ticket.id, note: "Tillie rang: she is called Ottoline in the shop" });
    await addRecipient(ctx, { id: ticket.id, name: "Quux Holdings" });
    ticket = await getTicket(ctx, ticket.reference);
    ticket = await extend(ctx, { ...ticket, toldOn: "2026-02-01", reason: "Ottoline has three accounts" });
    ticket = await deny(ctx, { ...ticket, ground: "other", text: "Dear Ottoline" });
    expect(ticket.details).toMatchObject({
      names: ["Ottoline Quux", "Tillie Quux"],
      denialText: "Dear Ottoline",
    });
    const picked = await pickTickets(ctx, { text: " tillie QUUX ", isForAll: false });
    expect(picked.tickets.map(({ id }) => id)).toEqual([ticket.id]);

    const { rows: tables } = await database().execute<{ name: string }>(sql`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and (table_name like 'ticket%' or table_name = 'ledger_events')`);
    expect(tables.length).toBeGreaterThanOrEqual(5);
    for (const { name } of tables) {
      // Bytes as the text that they may be, too.
      const { rows } = await database().execute<{ dump: string }>(sql`
        select string_agg(row_to_json(each)::text, E'\n') as dump from ${sql.identifier(name)} as each`);
      const dump = rows[0]?.dump ?? "";
      const bytes = [...dump.matchAll(/\\\\x([0-9a-f]+)/g)].map(([, hex]) => Buffer.from(hex ?? "", "hex"));
      for (const word of ["ottoline", "quux", "tillie", "desk.example", "she is called", "three accounts"]) {
        expect(dump.toLowerCase(), name).not.toContain(word);
        for (const each of bytes) expect(each.toString("latin1").toLowerCase(), name).not.toContain(word);
      }
    }
  });

  it("whose secret has changed says so, and shows the rest", async () => {
    const ticket = await createdTicket(context());
    const other = { ...context(), secret: "another secret for tests, of more than 32 characters" };
    expect(await getTicket(other, ticket.reference)).toMatchObject({
      state: "open",
      details: { state: "unreadable" },
    });
  });

  it("has recipients who are told, once each", async () => {
    const ctx = context();
    const { id, reference } = await createdTicket(ctx);
    await addRecipient(ctx, { id, name: "Zendesk" });
    await addRecipient(ctx, { id, name: "Data warehouse" });
    const [zendesk] = (await getTicketView(ctx, reference)).recipients;
    await tellRecipient(ctx, { id, recipientId: zendesk?.id ?? "", isTold: true });
    expect((await getTicketView(ctx, reference)).recipients).toMatchObject([
      { name: { text: "Zendesk" }, toldBy: ctx.actor },
      { name: { text: "Data warehouse" }, toldAt: null },
    ]);
    const other = await createdTicket(ctx);
    await expect(
      tellRecipient(ctx, { id: other.id, recipientId: zendesk?.id ?? "", isTold: false }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("is changed by one of two at once", async () => {
    const ctx = context();
    const ticket = await createdTicket(ctx);
    const results = await Promise.allSettled([
      withdraw(ctx, ticket),
      deny(ctx, { ...ticket, ground: "excessive", text: null }),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await changesOf(ticket)).length).toBe(2);
  });
});

describe("the list of tickets", () => {
  const search = (values: Partial<TicketSearchValues> = {}) => {
    const none = { state: null, law: null, assignee: null, due: null, after: null };
    const result = ticketSearchFrom({ ...none, ...values });
    if (!result.ok) throw new Error(result.problem);
    return result.search;
  };

  it("shows what is due first, in pages, each once; filters and counts by the day of the clocks", async () => {
    await database().delete(ticketEvents);
    await database().delete(tickets);
    const sam = await signedIn(context(), "sue", "support");
    const ctx = on("2026-03-10", sam);
    const references: string[] = [];
    // Due from 15 February on, a day apart; every third is nobody's, and the last three have no clock.
    for (let index = 0; index < 30; index++) {
      const ticket = await createdTicket(ctx, {
        receivedOn: `2026-01-${String(index + 1).padStart(2, "0")}`,
        law: index >= 27 ? "other" : "gdpr",
        assigneeId: index % 3 === 0 ? null : sam.actor.id,
      });
      references.push(ticket.reference);
    }
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const page = await listTickets(ctx, { search: search({ after }), limit: 7 });
      seen.push(...page.tickets.map(({ reference }) => reference));
      if (page.nextPosition === null) break;
      after = `${page.nextPosition.at}~${page.nextPosition.id}`;
    }
    expect(seen.slice(0, 27)).toEqual(references.slice(0, 27));
    expect(new Set(seen)).toEqual(new Set(references));
    expect(await countTickets(ctx, search())).toBe(30);
    // Received on the first to the 27th: due on the first to the 27th of February, all overdue.
    expect(await countTickets(ctx, search({ due: "overdue" }))).toBe(27);
    const earlier = on("2026-02-10", sam);
    expect(await countTickets(earlier, search({ due: "overdue" }))).toBe(9);
    expect(await countTickets(earlier, search({ due: "week" }))).toBe(17);
    expect(await countTickets(earlier, search({ assignee: "me", due: "week" }))).toBe(11);
    expect(await countTickets(earlier, search({ assignee: "none", law: "gdpr" }))).toBe(9);
    expect(await countDue(earlier)).toEqual({ dueCount: 17, overdueCount: 9 });
    // Of what others work on, nothing is due for this one.
    const ann = on("2026-02-10", await signedIn(context(), "ann", "support"));
    expect(await countDue(ann)).toEqual({ dueCount: 6, overdueCount: 3 });

    const [first] = (await listTickets(ctx, { search: search(), limit: 1 })).tickets;
    if (first === undefined) throw new Error("The list is empty.");
    await close(ctx, await withdraw(ctx, first));
    expect(await countTickets(ctx, search())).toBe(29);
    expect(await countTickets(ctx, search({ state: "closed" }))).toBe(1);
    expect((await countDue(earlier)).dueCount).toBe(16);
    const all = await listTickets(ctx, { search: search({ state: "all" }), limit: 100 });
    expect(all.tickets).toHaveLength(30);
  });

  it("is given out in bulk, once, to who can work on it", async () => {
    const sam = await signedIn(context(), "sal", "support");
    const made = await Promise.all([createdTicket(context()), createdTicket(context())]);
    const ids = made.map(({ id }) => id);
    const assigneeId = memberIdSchema.parse(sam.actor.id);
    expect((await listAssignable(context())).map(({ id }) => id)).toContain(assigneeId);
    expect(await assignMany(context(), { ids, assigneeId: null })).toEqual({ count: 0 });
    expect(await assignMany(sam, { ids, assigneeId })).toEqual({ count: 2 });
    expect(await assignMany(sam, { ids, assigneeId })).toEqual({ count: 0 });
    const viewer = memberIdSchema.parse((await signedIn(context(), "vic", "viewer")).actor.id);
    await expect(assignMany(sam, { ids, assigneeId: viewer })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});
