import { randomUUID } from "node:crypto";
import { asc, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import { createApiKey } from "@/lib/api-keys/server/create-api-key";
import { approvalIdSchema, type ApprovalId } from "@/lib/approvals/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import type { RequestDeletionInput } from "@/lib/deletions/request/schema";
import { emptyScope } from "@/lib/deletions/scope/scope";
import { cancelDeletion, pauseDeletion, resumeDeletion } from "@/lib/deletions/server/control-deletion";
import { getDeletion } from "@/lib/deletions/server/history/get-deletion";
import { freezeDeletion } from "@/lib/deletions/server/run/freeze-deletion";
import { claimDeletion, leaseOn } from "@/lib/deletions/server/run/lease";
import { deleterOf } from "@/lib/deletions/server/deleter-of";
import { declinedErrorCode, expiredErrorCode, type Deletion } from "@/lib/deletions/types";
import { describeDeletion } from "@/lib/deletions/words/describe-deletion";
import { placeHold } from "@/lib/holds/server/place-hold";
import { readEvents as readLedger } from "@/lib/ledger/server/read-events";
import { verifyLedger } from "@/lib/ledger/verify-ledger";
import { readEvents } from "@/lib/mem0-api/server/read-events";
import { requestNow } from "@/lib/mem0-api/server/delete-memories";
import { updateMemories } from "@/lib/mem0-api/server/memories/update-memories";
import type { SafetyRule } from "@/lib/safety/types";
import { builtinStore } from "@/lib/stores/builtin/builtin-store";
import { approvals } from "@/drizzle/schema/approvals";
import { holds } from "@/drizzle/schema/holds";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { members } from "@/drizzle/schema/members";
import { memories } from "@/drizzle/schema/memories";
import { setRule, signedIn } from "@/testing/approvals/admins";
import {
  deletionInput,
  previewedInput,
  requested,
  storeMemories,
  testRunner,
  untilDeletion,
} from "@/testing/deletions/deletion-fixtures";
import { startPlatformSimulator } from "@/testing/platform-simulator/start-platform-simulator";
import { setUpPlatform } from "@/testing/stores/platform-on-simulator";
import { useTestDatabase } from "@/testing/test-database";
import { approve, decline, expireApprovals } from "./decide-approval";
import { findApprovalOf, getApproval, listApprovals } from "./list-approvals";
import { previewApproval } from "./preview-approval";
import { withdraw } from "./withdraw-approval";

const { database, context } = useTestDatabase();

let ada: Context;
let bo: Context;
let sam: Context;
beforeEach(async () => {
  await database().delete(memories);
  ada = await signedIn(context(), "ada");
  bo = await signedIn(context(), "bo");
  sam = await signedIn(context(), "sam", "support");
  await setRule(database(), { isOn: true });
});

const paused = async (input: RequestDeletionInput): Promise<DeletionId> => {
  const { id } = await requested(ada, input);
  await pauseDeletion(ada, { id });
  return id;
};

describe("a deletion that was paused before the rule was turned on", () => {
  it.each([
    ["a wildcard", { ...emptyScope, user_id: "*" as const }, null, true],
    ["more than the number", { ...emptyScope, user_id: "caroline" }, 2, true],
    ["no more than the number", { ...emptyScope, user_id: "caroline" }, 3, false],
  ])(
    "waits when it is resumed, if it is what the rule is about: %s",
    async (_name, scope, countMax, waits) => {
      await storeMemories(database(), 3);
      await setRule(database(), { isOn: false });
      const id = await paused(await previewedInput(ada, { kind: "scope", scope }));
      await setRule(database(), { isOn: true, countMax });
      await resumeDeletion(ada, { id });
      const runner = testRunner(database());
      const wanted = waits ? "waiting" : "completed";
      await untilDeletion(ada, id, ({ status }) => status === wanted);
      await runner.stop();
      expect(await database().$count(memories)).toBe(waits ? 3 : 0);
      if (!waits) return;
      await decline(bo, { id: await approvalOf(id), reason: "" });
      expect(await getDeletion(ada, id)).toMatchObject({ status: "cancelled", deletedCount: 0 });
    },
  );
});

const countOf = (userId: string) => database().$count(memories, eq(memories.userId, userId));
const approvalOf = async (id: DeletionId): Promise<ApprovalId> => {
  const approval = await findApprovalOf(ada, { deletionId: id });
  if (approval === null) throw new Error("The deletion has no request for approval.");
  return approval.id;
};

const withRunner = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  const runner = testRunner(database());
  try {
    return await work();
  } finally {
    await runner.stop();
  }
};
const untilWaiting = (id: DeletionId) => untilDeletion(ada, id, ({ status }) => status === "waiting");

/** Requested, and frozen; nothing is deleted. */
const waiting = async (ctx: Context, input: RequestDeletionInput): Promise<Deletion> => {
  const { id } = await requested(ctx, input);
  return withRunner(() => untilWaiting(id));
};
const ofUser = (value: string) => ({ kind: "entity" as const, entity: { kind: "user" as const, value } });
const wildcard = {
  kind: "scope" as const,
  scope: { ...emptyScope, user_id: "*" },
  excludedIds: [],
};
const wipe = {
  kind: "scope" as const,
  scope: { ...emptyScope, user_id: "*", agent_id: "*", app_id: "*", run_id: "*" },
  excludedIds: [],
};
const eventsOf = async (id: string): Promise<{ kind: string; body: Record<string, unknown> }[]> => {
  const rows = await database().select().from(ledgerEvents).orderBy(asc(ledgerEvents.seq));
  return rows
    .filter(({ body }) => body.includes(id))
    .map(({ kind, body }) => ({ kind, body: JSON.parse(body) as Record<string, unknown> }));
};

describe("what waits", () => {
  type Case = [string, Partial<SafetyRule>, "admin" | "support", (ids: string[]) => object, boolean];
  const cases: Case[] = [
    ["a wildcard", {}, "admin", () => wildcard, true],
    ["a wipe", {}, "admin", () => wipe, true],
    [
      "a filter that matches everything",
      {},
      "admin",
      () => ({ kind: "matching", filter: { field: "text", operator: "contains", value: "fact" } }),
      true,
    ],
    ["a named user", {}, "admin", () => ofUser("iris"), false],
    ["a named user of more than the number", { countMax: 5 }, "admin", () => ofUser("iris"), true],
    ["a named user of the number", { countMax: 6 }, "admin", () => ofUser("iris"), false],
    ["listed ones, more than the number", { countMax: 1 }, "admin", (ids) => ({ kind: "listed", ids }), true],
    ["listed ones of support", {}, "support", (ids) => ({ kind: "listed", ids }), false],
    [
      "listed ones of support where it is covered",
      { coversSupport: true },
      "support",
      (ids) => ({ kind: "listed", ids }),
      true,
    ],
    [
      "listed ones of an admin where support is covered",
      { coversSupport: true },
      "admin",
      (ids) => ({ kind: "listed", ids }),
      false,
    ],
    [
      "anything while it is off",
      { isOn: false, countMax: 0, coversSupport: true },
      "admin",
      () => wipe,
      false,
    ],
  ];
  it.each(cases)("%s", async (_name, rule, role, selectionOf, waits) => {
    await setRule(database(), { isOn: true, ...rule });
    const ids = await storeMemories(database(), 6, { userId: "iris" });
    // So that one user is not all there is.
    await database().execute(sql`insert into memories (memory, agent_id) values ('an errand', 'b')`);
    if (_name.startsWith("a filter"))
      await database().execute(sql`delete from memories where memory = 'an errand'`);
    const ctx = role === "admin" ? ada : sam;
    const { id, needsApproval } = await requested(
      ctx,
      await previewedInput(ctx, selectionOf(ids.slice(0, 2)) as never),
    );
    expect(needsApproval).toBe(waits);
    const ended = await withRunner(() =>
      untilDeletion(ada, id, ({ status }) => status === "waiting" || status === "completed"),
    );
    expect(ended.status).toBe(waits ? "waiting" : "completed");
    expect(ended.deletedCount > 0).toBe(!waits);
    if (waits) await cancelDeletion(ctx, { id });
  });

  it("is decided again when it is frozen, by the number of then", async () => {
    await setRule(database(), { isOn: true, countMax: 3 });
    await storeMemories(database(), 3, { userId: "iris" });
    const input = deletionInput({ selection: ofUser("iris"), expectedCount: 3 });
    const { id, needsApproval } = await requested(ada, input);
    expect(needsApproval).toBe(false);
    await storeMemories(database(), 2, { userId: "iris" });
    expect(await withRunner(() => untilWaiting(id))).toMatchObject({
      requestedCount: 5,
      needsApproval: true,
    });
    expect(await countOf("iris")).toBe(5);
  });

  it("is not what was requested before the rule was turned on", async () => {
    await setRule(database(), { isOn: false });
    await storeMemories(database(), 3, { userId: "iris" });
    const { id } = await requested(ada, await previewedInput(ada, wipe));
    await setRule(database(), { isOn: true, countMax: 0 });
    await withRunner(() => untilDeletion(ada, id));
    expect(await countOf("iris")).toBe(0);
  });

  it("is not missed by a request under way while the rule is turned on", async () => {
    await setRule(database(), { isOn: false });
    await storeMemories(database(), 3, { userId: "iris" });
    const input = await previewedInput(ada, wipe);
    // Whoever changes the rule holds its row; the request has by then seen that it is off.
    const { requesting } = await database().transaction(async (transaction) => {
      await transaction.execute(sql`update safety_rules set is_on = true`);
      const begun = requested(ada, input);
      await waitForLock();
      return { requesting: begun };
    });
    const { needsApproval } = await requesting;
    expect(needsApproval).toBe(true);
  });

  const waitForLock = async () => {
    for (const end = Date.now() + 10_000; Date.now() < end;) {
      const { rows } = await database().execute(
        sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      );
      if (rows.length > 0) return;
    }
    throw new Error("Nothing waited for the rule.");
  };
});

describe("by Mem0's API", () => {
  const keyContext = async (role: "admin" | "support"): Promise<Context> => {
    await setRule(database(), { isOn: false });
    const { apiKey } = await createApiKey(ada, { name: "bot", role });
    await setRule(database(), { isOn: true, countMax: 2 });
    const { session: _none, ...ctx } = ada;
    return { ...ctx, actor: { kind: "api-key", id: apiKey.id, label: "bot", role } };
  };

  it("the event is pending until it is approved, not by the key's maker, and then succeeds", async () => {
    await storeMemories(database(), 3, { userId: "iris" });
    const key = await keyContext("admin");
    const { id } = await requestNow(key, { ...wildcard, keepsImmutable: false });
    await withRunner(async () => {
      await untilWaiting(id);
      expect((await readEvents(key, { offset: 0, limit: 1 })).events[0]).toMatchObject({
        id,
        status: "PENDING",
      });
      await expect(approve(ada, { id: await approvalOf(id) })).rejects.toMatchObject({
        code: "not_permitted",
      });
      await expect(approve(key, { id: await approvalOf(id) })).rejects.toMatchObject({
        code: "not_permitted",
      });
      await approve(bo, { id: await approvalOf(id) });
      await untilDeletion(ada, id);
    });
    expect((await readEvents(key, { offset: 0, limit: 1 })).events[0]).toMatchObject({ status: "SUCCEEDED" });
    expect(await countOf("iris")).toBe(0);
  });

  it("the event fails when it is declined", async () => {
    await storeMemories(database(), 3, { userId: "iris" });
    const key = await keyContext("support");
    const { id, needsApproval } = await requestNow(key, ofUser("iris"));
    expect(needsApproval).toBe(true);
    await withRunner(() => untilWaiting(id));
    await decline(bo, { id: await approvalOf(id), reason: "Wrong user" });
    expect((await readEvents(key, { offset: 0, limit: 1 })).events[0]).toMatchObject({
      status: "FAILED",
      error: expect.stringContaining("declined") as string,
    });
    expect(await countOf("iris")).toBe(3);
  });

  it.each(["admin", "support"] as const)(
    "what matches everything only when it is frozen waits, or is more than the role may: %s",
    async (role) => {
      const ids = await storeMemories(database(), 2, { userId: "iris" });
      const key = await keyContext(role);
      const tag = (each: typeof ids) =>
        updateMemories(
          key,
          each.map((id) => ({ id, metadata: { tier: "gold" } })),
        );
      await tag(ids.slice(0, 1));
      const scope = { ...emptyScope, metadata: { tier: "gold" } };
      const { id, needsApproval } = await requestNow(key, {
        kind: "scope",
        scope,
        excludedIds: [],
        keepsImmutable: false,
      });
      expect(needsApproval).toBe(false);
      await tag(ids.slice(1));
      if (role === "admin") {
        expect(await withRunner(() => untilWaiting(id))).toMatchObject({ requestedCount: 2 });
        expect(await approvalOf(id)).toBeDefined();
      } else {
        expect(await withRunner(() => untilDeletion(ada, id))).toMatchObject({
          status: "failed",
          errorCode: "beyond_role",
          requestedCount: null,
        });
      }
      expect(await countOf("iris")).toBe(2);
    },
  );

  it("what is named by its ID does not wait", async () => {
    const ids = await storeMemories(database(), 5, { userId: "iris" });
    const { id } = await requestNow(await keyContext("admin"), { kind: "listed", ids });
    expect(await withRunner(() => untilDeletion(ada, id))).toMatchObject({
      status: "completed",
      deletedCount: 5,
    });
  });
});

describe("a request that was not decided", () => {
  it("is withdrawn by the one who asked, and by nobody else; a deletion is then cancelled", async () => {
    await storeMemories(database(), 3, { userId: "iris" });
    const deletion = await waiting(ada, await previewedInput(ada, wildcard));
    const id = await approvalOf(deletion.id);
    for (const other of [bo, sam]) await expect(withdraw(other, { id })).rejects.toThrow();
    await withdraw(ada, { id });
    expect(await getDeletion(ada, deletion.id)).toMatchObject({ status: "cancelled", deletedCount: 0 });
    await expect(approve(bo, { id })).rejects.toMatchObject({ code: "wrong_status" });
    await expect(withdraw(ada, { id })).rejects.toMatchObject({ code: "wrong_status" });
    expect((await eventsOf(deletion.id)).map(({ kind }) => kind)).toEqual([
      "deletion.requested",
      "approval.requested",
      "deletion.cancelled",
      "approval.withdrawn",
    ]);
  });

  it("of a change is withdrawn, and cannot be approved any more", async () => {
    await expect(createApiKey(ada, { name: "bot", role: "admin" })).rejects.toMatchObject({
      code: "approval_required",
    });
    const [asked] = (await listApprovals(ada, { after: null })).approvals;
    const id = asked?.id ?? approvalIdSchema.parse("");
    await expect(withdraw(bo, { id })).rejects.toMatchObject({ code: "not_permitted" });
    await withdraw(ada, { id });
    expect(await getApproval(ada, { id })).toMatchObject({
      state: "withdrawn",
      decidedBy: { id: ada.actor.id },
    });
    await expect(approve(bo, { id })).rejects.toMatchObject({ code: "wrong_status" });
    expect((await eventsOf(id)).at(-1)?.kind).toBe("approval.withdrawn");
  });
});

describe("a deletion that waits", () => {
  it("shows what holds that were placed since would keep, and leaves it when it is approved", async () => {
    const ids = await storeMemories(database(), 3, { userId: "iris" });
    const deletion = await waiting(ada, await previewedInput(ada, wildcard));
    const id = await approvalOf(deletion.id);
    await placeHold(ada, {
      name: "Case 7",
      reason: "A court asked for it.",
      reference: null,
      storeIds: null,
      covers: { kind: "filter", filter: { field: "memory_ids", operator: "in", value: ids.slice(0, 1) } },
    });
    expect(await previewApproval(bo, { id })).toMatchObject({
      frozenCount: 3,
      goneCount: 0,
      changedCount: 0,
      heldCount: 1,
      heldBy: [{ name: "Case 7", count: 1 }],
      breakdowns: { user_id: { rows: [{ value: "iris", count: 2 }] } },
    });
    await approve(bo, { id });
    expect(await withRunner(() => untilDeletion(ada, deletion.id))).toMatchObject({
      deletedCount: 2,
      heldCount: 1,
    });
    expect(await countOf("iris")).toBe(1);
    await database().delete(holds);
  });

  it("shows what is frozen, as it is now, and takes only that when it is approved", async () => {
    const ids = await storeMemories(database(), 6, { userId: "iris" });
    const deletion = await waiting(ada, await previewedInput(ada, wildcard));
    expect(deletion).toMatchObject({ requestedCount: 6, deletedCount: 0, finishedAt: null });
    const id = await approvalOf(deletion.id);
    await database().execute(sql`delete from memories where id = ${ids[0]}::uuid`);
    await database().execute(
      sql`update memories set memory = 'newer', changed_at = clock_timestamp() where id = ${ids[1]}::uuid`,
    );
    await storeMemories(database(), 2, { userId: "later" });
    const shown = await previewApproval(bo, { id });
    expect(shown).toMatchObject({
      frozenCount: 6,
      examinedCount: 6,
      goneCount: 1,
      changedCount: 1,
      takesChanged: true,
      breakdowns: { user_id: { rows: [{ value: "iris", count: 5 }] } },
    });
    expect(shown.sample).toHaveLength(5);
    expect(shown.byMonth.reduce((sum, { count }) => sum + count, 0)).toBe(5);

    await approve(bo, { id });
    const done = await withRunner(() => untilDeletion(ada, deletion.id));
    expect(done).toMatchObject({ status: "completed", deletedCount: 5, absentCount: 1 });
    expect(await countOf("later")).toBe(2);
    const events = await eventsOf(deletion.id);
    expect(events.map(({ kind }) => kind)).toEqual([
      "deletion.requested",
      "approval.requested",
      "approval.approved",
      "deletion.finished",
    ]);
    expect(events[2]?.body).toMatchObject({
      actor: { id: bo.actor.id },
      requestedBy: { id: ada.actor.id },
      count: 6,
    });
    expect((await verifyLedger(readLedger(database()))).findings).toEqual([]);
  });

  it("is cancelled when it is declined, with the reason where the requester sees it and not in the ledger", async () => {
    await storeMemories(database(), 4, { userId: "iris" });
    const deletion = await waiting(ada, await previewedInput(ada, wildcard));
    const id = await approvalOf(deletion.id);
    await decline(bo, { id, reason: "Iris is still a customer" });
    const ended = await getDeletion(ada, deletion.id);
    expect(ended).toMatchObject({
      status: "cancelled",
      deletedCount: 0,
      requestedCount: 4,
      errorCode: declinedErrorCode,
    });
    expect(describeDeletion(ended)).toMatch(/^Did not delete 4 memories .*: declined$/);
    expect(await findApprovalOf(ada, { deletionId: deletion.id })).toMatchObject({
      state: "declined",
      reason: "Iris is still a customer",
      isOwn: true,
    });
    const events = await eventsOf(deletion.id);
    expect(events.map(({ kind }) => kind).slice(2)).toEqual(["deletion.cancelled", "approval.declined"]);
    expect(JSON.stringify(events)).not.toContain("customer");
    expect(await countOf("iris")).toBe(4);
    expect((await verifyLedger(readLedger(database()))).findings).toEqual([]);
  });

  it("expires, by the schedule and at a decision that comes too late", async () => {
    await storeMemories(database(), 4, { userId: "iris" });
    const one = await waiting(ada, await previewedInput(ada, wildcard));
    const other = await waiting(ada, await previewedInput(ada, wildcard));
    const past = new Date(Date.now() - 1_000);
    await database().update(approvals).set({ expiresAt: past }).where(eq(approvals.deletionId, one.id));
    expect(await expireApprovals(ada)).toBe(1);
    expect(await expireApprovals(ada)).toBe(0);
    await database().update(approvals).set({ expiresAt: past }).where(eq(approvals.deletionId, other.id));
    await expect(approve(bo, { id: await approvalOf(other.id) })).rejects.toMatchObject({
      code: "wrong_status",
    });
    for (const { id } of [one, other]) {
      expect(await getDeletion(ada, id)).toMatchObject({ status: "cancelled", errorCode: expiredErrorCode });
      expect((await eventsOf(id)).at(-1)).toMatchObject({
        kind: "approval.expired",
        body: { actor: { id: "lethe" }, requestedBy: { id: ada.actor.id } },
      });
    }
    expect(await countOf("iris")).toBe(4);
  });

  it("is withdrawn when it is cancelled, and then cannot be approved", async () => {
    await storeMemories(database(), 4, { userId: "iris" });
    const deletion = await waiting(ada, await previewedInput(ada, wildcard));
    const id = await approvalOf(deletion.id);
    await expect(pauseDeletion(ada, { id: deletion.id })).rejects.toMatchObject({ code: "wrong_status" });
    await expect(resumeDeletion(ada, { id: deletion.id })).rejects.toMatchObject({ code: "wrong_status" });
    await cancelDeletion(ada, { id: deletion.id });
    await expect(approve(bo, { id })).rejects.toMatchObject({ code: "wrong_status" });
    expect((await eventsOf(deletion.id)).at(-1)?.kind).toBe("approval.withdrawn");
    expect(await countOf("iris")).toBe(4);
  });

  it("does not wait where nothing matched", async () => {
    await storeMemories(database(), 1, { userId: "iris" });
    const { id } = await requested(ada, await previewedInput(ada, wildcard));
    await database().delete(memories);
    const ended = await withRunner(() => untilDeletion(ada, id));
    expect(ended).toMatchObject({ status: "completed", deletedCount: 0 });
    expect(await findApprovalOf(ada, { deletionId: id })).toMatchObject({ state: "withdrawn" });
  });

  it("still waits when its runner died between freezing and giving it back", async () => {
    await storeMemories(database(), 4, { userId: "iris" });
    const { id } = await requested(ada, await previewedInput(ada, wildcard));
    const owner = randomUUID();
    const claimed = await claimDeletion(database(), { owner, leaseSeconds: 0.3, now: new Date() });
    if (claimed === null) throw new Error("Nothing was queued.");
    const store = builtinStore(database());
    const lease = leaseOn(claimed, owner, 0.3);
    const { signal } = new AbortController();
    const effort = { database: database(), lease, secret: ada.secret, now: ada.now, signal, batchSize: 10 };
    await freezeDeletion({ ...effort, store, deleter: deleterOf(database(), store) });
    // Now it dies.
    expect(await withRunner(() => untilWaiting(id))).toMatchObject({ requestedCount: 4, deletedCount: 0 });
  });
});

describe("a decision", () => {
  it("is refused to who asked, to whom is no admin any more, and to one who signed in long ago", async () => {
    await storeMemories(database(), 4, { userId: "iris" });
    const deletion = await waiting(ada, await previewedInput(ada, wildcard));
    const id = await approvalOf(deletion.id);
    const refused = { code: "not_permitted" };
    await expect(approve(ada, { id })).rejects.toMatchObject(refused);
    await expect(decline(ada, { id, reason: null })).rejects.toMatchObject(refused);
    await expect(approve(sam, { id })).rejects.toMatchObject(refused);
    await expect(decline(sam, { id, reason: null })).rejects.toMatchObject(refused);
    const longAgo = { id: randomUUID(), authenticatedAt: new Date(Date.now() - 3_600_000) };
    await expect(approve({ ...bo, session: longAgo }, { id })).rejects.toMatchObject({
      code: "reauthentication_required",
    });
    await database().update(members).set({ disabledAt: new Date() }).where(eq(members.id, bo.actor.id));
    await expect(approve(bo, { id })).rejects.toMatchObject(refused);
    expect((await getDeletion(ada, deletion.id)).status).toBe("waiting");
  });

  it("is one, of several at once", async () => {
    await storeMemories(database(), 4, { userId: "iris" });
    const eve = await signedIn(context(), "eve");
    const deletion = await waiting(ada, await previewedInput(ada, wildcard));
    const id = await approvalOf(deletion.id);
    const results = await Promise.allSettled([
      approve(bo, { id }),
      decline(eve, { id, reason: null }),
      approve(eve, { id }),
      cancelDeletion(ada, { id: deletion.id }),
    ]);
    const decided = (await eventsOf(deletion.id)).filter(({ kind }) => kind.startsWith("approval.")).slice(1);
    expect(decided).toHaveLength(1);
    const done = await withRunner(() => untilDeletion(ada, deletion.id));
    // Cancelling an approved one that has not begun is possible, and then it is not run.
    const isApproved = decided[0]?.kind === "approval.approved";
    if (!isApproved) expect(done).toMatchObject({ status: "cancelled", deletedCount: 0 });
    expect(results.filter(({ status }) => status === "fulfilled").length).toBeLessThanOrEqual(2);
    expect(await countOf("iris")).toBe(4 - done.deletedCount);
  });

  it("by approval and expiry at once is one of the two", async () => {
    await storeMemories(database(), 2, { userId: "iris" });
    const deletion = await waiting(ada, await previewedInput(ada, wildcard));
    const id = await approvalOf(deletion.id);
    await database().update(approvals).set({ expiresAt: new Date() }).where(eq(approvals.id, id));
    const early = { ...bo, now: () => new Date(Date.now() - 60_000) };
    await Promise.allSettled([approve(early, { id }), expireApprovals(ada)]);
    const kinds = (await eventsOf(deletion.id)).map(({ kind }) => kind);
    const isApproved = kinds.includes("approval.approved");
    expect(kinds.includes("approval.expired")).toBe(!isApproved);
    const row = await getDeletion(ada, deletion.id);
    expect(row.status).toBe(isApproved ? "queued" : "cancelled");
  });
});

it("leaves no text of a memory in what is asked", async () => {
  await storeMemories(database(), 3, { userId: "iris", word: "amaryllis" });
  await waiting(ada, await previewedInput(ada, wildcard));
  expect(JSON.stringify(await database().select().from(approvals))).not.toContain("amaryllis");
});

describe("in a store elsewhere", () => {
  it("waits when it is frozen, is shown by its first memories, and goes on from there", async () => {
    const simulator = await startPlatformSimulator();
    try {
      simulator.seed(250, { userId: "quillon" });
      const storeId = await setUpPlatform(ada, simulator);
      const deletion = await waiting(ada, await previewedInput(ada, wildcard, storeId));
      expect(deletion.requestedCount).toBe(250);
      const id = await approvalOf(deletion.id);
      const shown = await previewApproval(bo, { id });
      expect(shown).toMatchObject({ frozenCount: 250, examinedCount: 200, goneCount: 0, changedCount: 0 });
      expect(shown.breakdowns.user_id.rows).toEqual([{ value: "quillon", count: 200 }]);
      // It is looked at also where what has changed is taken all the same.
      const [first] = shown.sample;
      if (first === undefined) throw new Error("Nothing was shown.");
      await fetch(`${simulator.url}/v1/memories/${first.id}/`, {
        method: "PUT",
        headers: { authorization: `Token ${simulator.apiKey}`, "content-type": "application/json" },
        body: JSON.stringify({ text: "newer" }),
      });
      expect(await previewApproval(bo, { id })).toMatchObject({ takesChanged: true, changedCount: 1 });
      expect(simulator.memories.count({ user_id: "quillon" })).toBe(250);
      await approve(bo, { id });
      const done = await withRunner(() => untilDeletion(ada, deletion.id));
      expect(done).toMatchObject({ status: "completed", deletedCount: 250 });
      expect(simulator.memories.count({ user_id: "quillon" })).toBe(0);
    } finally {
      await simulator.stop();
    }
  });
});
