import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import { cancelDeletion } from "@/lib/deletions/server/control-deletion";
import type { Runner } from "@/lib/deletions/server/run/runner";
import type { Deletion } from "@/lib/deletions/types";
import { settleTickets } from "@/lib/tickets/server/settle-tickets";
import { checkIdentity, deny } from "@/lib/tickets/server/work-on-ticket";
import { testKey } from "@/testing/certificates/signed-facts";
import {
  previewedInput,
  requested,
  storeMemories,
  testRunner,
  untilDeletion,
} from "@/testing/deletions/deletion-fixtures";
import { useSimulators } from "@/testing/platform-simulator/simulator-fixture";
import { setUpPlatform } from "@/testing/stores/platform-on-simulator";
import { useTestDatabase } from "@/testing/test-database";
import { createdTicket } from "@/testing/tickets/ticket-fixtures";
import { issueCertificate } from "./issue-certificate";

const { database, context } = useTestDatabase();
const start = useSimulators();
let runner: Runner;
beforeAll(() => {
  runner = testRunner(database());
});
afterAll(() => runner.stop());

const key = testKey();
const issuer = { origin: "lethe.example.com", version: "0.1.0", timeZone: "UTC" };
const issue = (reference: string, ctx: Context = context(), names: "plain" | "references" = "plain") =>
  issueCertificate(ctx, { about: { ticketReference: reference }, language: "fr", names }, { issuer, key });

const requestFor = async (ticket: string, userId: string, storeId = "builtin"): Promise<Deletion> =>
  requested(context(), {
    ...(await previewedInput(
      context(),
      { kind: "entity", entity: { kind: "user", value: userId } },
      storeId,
    )),
    ticket,
  });

describe("the certificate of a ticket", () => {
  it("tells of all its deletions in all stores, by the clock of its law, and stands on its timeline", async () => {
    const simulator = await start();
    const added = await simulator.call("POST", "/v3/memories/add/", {
      messages: [{ role: "user", content: "Likes herons" }],
      user_id: "caroline",
      infer: false,
    });
    expect(added.status).toBe(200);
    simulator.pass(60_000);
    const storeId = await setUpPlatform(context(), simulator);
    await storeMemories(database(), 3);
    const ctx = context("support");
    const ticket = await createdTicket(ctx, {
      reference: "CCPA-7",
      law: "ccpa",
      names: ["Caroline", "caroline"],
    });
    await checkIdentity(ctx, { id: ticket.id, version: ticket.version, method: "account" });
    const deletions = [
      await requestFor("CCPA-7", "caroline"),
      await requestFor("ccpa-7", "caroline", storeId),
    ];
    for (const { id } of deletions) await untilDeletion(context(), id);
    await settleTickets(context(), { deletionIds: null });

    const { facts, signed } = await issue("ccpa-7", context("auditor"), "references");
    expect(signed.facts).not.toMatch(/caroline/i);
    expect(facts).toMatchObject({
      verdict: "erased",
      about: { kind: "ticket", ticketId: ticket.id },
      request: {
        reference: "CCPA-7",
        law: "ccpa",
        receivedOn: "2026-01-31",
        identity: { method: "account" },
      },
      standards: { ccpa7101: { requestOn: "2026-01-31", manner: "email", response: "complied" } },
    });
    expect(facts.subject.names).toHaveLength(2);
    expect(facts.erasures.map(({ store, erasedCount }) => [store.kind, erasedCount])).toEqual([
      ["builtin", 3],
      ["mem0-platform", 1],
    ]);
    expect(new Set(facts.places.map(({ store }) => store.kind)).size).toBe(2);
    // The profile was asked for, which leaves what Mem0 lets nobody ask for.
    expect(facts.places.find(({ place }) => place === "profile")).toMatchObject({
      method: "profile_by_user",
      outcome: "verified_absent",
      lookedForCount: 1,
    });
    expect(facts.notCovered.map(({ what }) => what)).not.toContain("mem0_profiles");
    expect(facts.notCovered.map(({ what }) => what)).toContain("mem0_exports");
    expect(facts.request.answeredOn).toBe(facts.issuedAt.slice(0, 10));
    expect(facts.people.map(({ did }) => did)).toEqual([
      "received",
      "checked_identity",
      "requested",
      "issued",
    ]);
    const kinds = facts.ledger.events.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "deletion.finished")).toHaveLength(2);
    expect(kinds).toContain("ticket.created");

    const again = await issue("CCPA-7");
    expect(again.facts.subject.names).toEqual(["Caroline", "caroline"]);
    // Its own event is none of what it tells of: as long as nothing else happens it stays the same one.
    expect(await issue("CCPA-7")).toEqual(again);
    // The first one changed the ticket: it is on its timeline.
    expect(again.facts.ledger.events.length).toBeGreaterThan(facts.ledger.events.length);
  });

  it("is of a refusal where it was denied, and of nothing before there is anything to certify", async () => {
    const ticket = await createdTicket(context(), { reference: "GDPR-8" });
    await expect(issue("GDPR-8")).rejects.toMatchObject({ code: "wrong_status" });
    await expect(issue("GDPR-80")).rejects.toMatchObject({ code: "not_found" });
    await deny(context(), {
      id: ticket.id,
      version: ticket.version,
      ground: "legal_claims",
      text: "A lawsuit of hers",
    });
    const { facts, signed } = await issue("GDPR-8");
    expect(facts).toMatchObject({
      verdict: "denied",
      erasures: [],
      request: { denialGround: "legal_claims", law: "gdpr" },
    });
    expect(signed.facts).not.toContain("lawsuit");
  });

  it("is partial for what was cancelled, until that was asked for once more and done", async () => {
    await storeMemories(database(), 2, { userId: "una" });
    await createdTicket(context(), { reference: "GDPR-9" });
    await runner.stop();
    const first = await requestFor("GDPR-9", "una");
    await expect(issue("GDPR-9")).rejects.toMatchObject({ code: "wrong_status" });
    await cancelDeletion(context(), { id: first.id });
    await settleTickets(context(), { deletionIds: null });
    expect((await issue("GDPR-9")).facts).toMatchObject({
      verdict: "not_checked",
      partialReasons: [{ reason: "stopped_before_anything", count: 2 }],
    });
    const second = await requestFor("GDPR-9", "una");
    runner = testRunner(database());
    await untilDeletion(context(), second.id);
    const { facts } = await issue("GDPR-9");
    expect(facts.verdict).toBe("erased");
    expect(facts.erasures.map(({ status }) => status)).toEqual(["cancelled", "completed"]);
  });
});
