import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import type { VerificationCheck } from "@/lib/deletions/verification";
import { insertItems } from "@/testing/deletions/write-items";
import { useTestDatabase } from "@/testing/test-database";
import { deletions } from "@/drizzle/schema/deletions";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { entityDigestOf } from "./entity-digest";
import { getDeletion } from "../history/get-deletion";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { upgradeDeletions } from "./upgrade-deletions";

// Rows as earlier releases left them.

const { database, context } = useTestDatabase();
const upgrade = (secret = context().secret) =>
  upgradeDeletions({ database: database(), secret, now: () => new Date() });

const insert = async (part: Partial<typeof deletions.$inferInsert>) => {
  const [row] = await database()
    .insert(deletions)
    .values({
      storeId: "mem0",
      operation: "delete_all",
      status: "partial",
      actor: context().actor,
      selection: { kind: "listed", count: 2 },
      digestSalt: Buffer.alloc(32),
      idempotencyKey: randomUUID(),
      requestDigest: "",
      cutoffAt: new Date(),
      expectedCount: 2,
      requestedCount: 2,
      deletedCount: 2,
      cursorSeq: 2,
      createdAt: new Date(),
      finishedAt: new Date(),
      ...part,
    })
    .returning({ id: deletions.id });
  const id = deletionIdSchema.parse(row?.id);
  await insertItems(database(), id, [randomUUID(), randomUUID()]);
  return id;
};

/** Without what earlier releases did not know of. */
const verification = (...residual: VerificationCheck["check"][]) => ({
  verifiedAt: "2026-01-01T00:00:00.000Z",
  checks: (["ids", "selection", "versions"] as const).map((check) => ({
    check,
    outcome: residual.includes(check) ? ("residual" as const) : ("verified_absent" as const),
    checkedCount: 2,
    residualCount: residual.includes(check) ? 2 : 0,
    otherCount: 0,
    durationMs: 1,
  })) as VerificationCheck[],
});

it("completes what was partial for nothing but copies, with a ledger event, and nothing else", async () => {
  const copies = await insert({ verification: verification("versions") });
  const others = [
    await insert({ verification: verification("selection") }),
    await insert({ verification: verification("versions"), storeId: "builtin" }),
    await insert({ verification: verification("versions"), deletedCount: 1, failedCount: 1 }),
    await insert({
      verification: verification("versions"),
      errorCode: "store_unauthorized",
      requestedCount: 3,
    }),
    await insert({ verification: null }),
  ];
  await Promise.all([upgrade(), upgrade()]);
  expect((await getDeletion(context(), copies)).status).toBe("completed");
  for (const id of others) expect((await getDeletion(context(), id)).status).toBe("partial");
  const events = await database().select().from(ledgerEvents).orderBy(asc(ledgerEvents.seq));
  expect(events.map(({ kind, body }) => ({ kind, ...(JSON.parse(body) as object) }))).toMatchObject([
    {
      kind: "deletion.corrected",
      deletionId: copies,
      status: "completed",
      before: { status: "partial" },
      actor: { kind: "system" },
    },
  ]);
});

it("says of a verification that did not look for the kept that nobody knows, where there are some", async () => {
  const whole = await insert({ status: "completed", verification: verification() });
  const cut = await insert({ status: "cancelled", requestedCount: 5, verification: verification() });
  const stayed = async (id: typeof whole) =>
    (await getDeletion(context(), id)).verification?.checks.map(({ stayedCount }) => stayedCount);
  expect(await stayed(whole)).toEqual([0, 0, 0]);
  expect(await stayed(cut)).toEqual([null, null, null]);
});

it("digests the entities of the stored selections, and anew under another secret", async () => {
  const scope = { user_id: "caroline", agent_id: "*", app_id: null, run_id: null, metadata: null };
  const id = await insert({ selection: { kind: "scope", scope, excludedIds: [], keepsImmutable: false } });
  const unreadable = await insert({ selection: { kind: "odd" } });
  const digestsOf = async (of: typeof id) =>
    (await database().select().from(deletions).where(eq(deletions.id, of)))[0]?.entityDigests;
  await upgrade();
  expect(await digestsOf(id)).toEqual([entityDigestOf(context().secret, "caroline")]);
  expect(await digestsOf(unreadable)).toEqual([]);
  const other = "another secret for tests only, of more than 32 characters";
  await upgrade(other);
  expect(await digestsOf(id)).toEqual([entityDigestOf(other, "caroline")]);
});
