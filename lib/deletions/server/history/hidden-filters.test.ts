import { beforeEach, describe, expect, it } from "vitest";
import { describeDeletion } from "@/lib/deletions/words/describe-deletion";
import { emptyScope } from "@/lib/deletions/scope/scope";
import { deletionEvent } from "@/lib/mem0-api/event-answer";
import { readEvents } from "@/lib/mem0-api/server/read-events";
import { allDeletions, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { deletionInput } from "@/testing/deletions/deletion-fixtures";
import { sampleConditions } from "@/testing/filters/sample-conditions";
import { useTestDatabase } from "@/testing/test-database";
import { deletions } from "@/drizzle/schema/deletions";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memories } from "@/drizzle/schema/memories";
import { hiddenSelection } from "../record/hidden-selection";
import { referWith } from "../record/reference";
import { eraseFilters } from "../record/erase-filters";
import { eraseText } from "../record/erase-text";
import { verifyDeletion } from "../verify/verify-deletion";
import { upgradeDeletions } from "../record/upgrade-deletions";
import { exportDeletions } from "./export-deletions";
import { findDeletionsOf } from "./find-deletions-of";
import { getDeletion } from "./get-deletion";
import { listDeletionActors } from "./list-deletion-actors";
import { countDeletions, listDeletions } from "./list-deletions";
import { listDeletionItems } from "./list-deletion-items";

// What was selected by is a word of a memory, or names a person: auditors see its shape, and after a time that is all there is.

const { database, context } = useTestDatabase();

const secrets = ["peanut allergy", "caroline-7", "diagnosis", "asthma"];
const selection = {
  kind: "matching" as const,
  filter: {
    and: [
      { field: "text" as const, operator: "contains" as const, value: "peanut allergy" },
      { field: "user_id" as const, operator: "in" as const, value: ["caroline-7", "melanie"] },
      {
        not: {
          field: "metadata" as const,
          key: "diagnosis",
          operator: "eq" as const,
          value: "asthma",
        },
      },
    ],
  },
};
const reference = /⟨ref [0-9a-f]{12}⟩/;

const deleted = async () => {
  const [memoryId] = await storeMemories(database(), 1, { userId: "caroline-7", word: "peanut allergy" });
  const { id } = await requested(
    context(),
    deletionInput({ selection, expectedCount: 1 }, { reason: "Ticket of the customer", ticket: "T-1" }),
  );
  await runToEnd(context(), id);
  if (memoryId === undefined) throw new Error("Nothing was stored.");
  return { id, memoryId };
};

const everythingShown = async (
  role: "auditor" | "admin" | "support" | "viewer",
  { id, memoryId }: Awaited<ReturnType<typeof deleted>>,
): Promise<string> => {
  const ctx = context(role);
  const input = { search: allDeletions, limit: 100 };
  const exported: string[] = [];
  for (const format of ["csv", "jsonl"] as const)
    for await (const part of exportDeletions(ctx, { search: allDeletions, format })) exported.push(part);
  const shown = await getDeletion(ctx, id);
  return JSON.stringify([
    shown,
    describeDeletion(shown),
    deletionEvent(shown),
    await listDeletions(ctx, input),
    await readEvents(ctx, { offset: 0, limit: 100 }),
    await findDeletionsOf(ctx, memoryId),
    await listDeletionActors(ctx),
    await listDeletionItems(ctx, { deletionId: id, state: null, afterSeq: 0, limit: 100 }),
    exported,
    (await database().select().from(ledgerEvents)).map(({ body }) => body),
  ]);
};

beforeEach(async () => {
  await database().delete(memories);
  await database().delete(deletions);
});

describe("an auditor", () => {
  it("sees the shape of a filter, and none of its texts and IDs, wherever a deletion is shown", async () => {
    const ids = await deleted();
    const shown = await everythingShown("auditor", ids);
    for (const text of secrets) expect(shown, text).not.toContain(text);
    expect(shown).toMatch(reference);
    expect(shown).toContain("text contains");
    // What people wrote for the history is for auditors too.
    expect(shown).toContain("T-1");
    expect((await getDeletion(context("auditor"), ids.id)).filter).toEqual({ state: "hidden" });
    for (const role of ["viewer", "support", "admin"] as const) {
      const whole = await everythingShown(role, ids);
      for (const text of secrets) expect(whole, `${role} ${text}`).toContain(text);
      expect(whole).not.toMatch(reference);
    }
  });

  it("finds by an ID that is typed whether it was ever named", async () => {
    await deleted();
    const search = { ...allDeletions, entity: "caroline-7" };
    expect(await countDeletions(context("auditor"), search)).toBe(1);
  });
});

describe("the shape of a selection", () => {
  const refer = referWith("a secret for tests only, of more than 32 characters");

  it("has the same reference for the same value, and another under another secret", () => {
    expect(refer("caroline")).toBe(refer("caroline"));
    expect(refer("caroline")).not.toBe(refer("Caroline"));
    expect(refer(1)).not.toBe(refer("1"));
    expect(refer("caroline")).not.toBe(referWith("another secret, of more than 32 characters")("caroline"));
  });

  it("says nothing of a value for any field", () => {
    const openFields = new Set([
      "created_at",
      "updated_at",
      "expiration_date",
      "text_length",
      "duplicate",
      "memory_ids",
      "import",
      "immutable",
      "superseded",
      "sample",
      "held",
      "hold",
    ]);
    const openOperators = new Set(["inactive_for", "inactive_since"]);
    for (const condition of sampleConditions) {
      const hidden = hiddenSelection(
        { kind: "matching", filter: condition, excludedCount: 0, keepsImmutable: false },
        refer,
      );
      const filter = hidden.kind === "matching" ? hidden.filter : null;
      expect(filter).toMatchObject({ field: condition.field, operator: condition.operator });
      if (openFields.has(condition.field) || openOperators.has(condition.operator))
        expect(filter).toEqual(condition);
      else if ("value" in condition) expect(JSON.stringify(filter)).toMatch(reference);
    }
  });

  it("keeps wildcards, and hides the rest of a scope and an entity", () => {
    const scope = { ...emptyScope, user_id: "caroline", agent_id: "*", metadata: { diagnosis: "asthma" } };
    const hidden = hiddenSelection({ kind: "scope", scope, excludedCount: 2, keepsImmutable: true }, refer);
    expect(hidden).toEqual({
      kind: "scope",
      excludedCount: 2,
      keepsImmutable: true,
      scope: {
        ...emptyScope,
        user_id: refer("caroline"),
        agent_id: "*",
        metadata: { [refer("diagnosis")]: refer("asthma") },
      },
    });
    expect(
      hiddenSelection({ kind: "entity", entity: { kind: "user", value: "caroline" } }, refer),
    ).toMatchObject({ entity: { kind: "user", value: refer("caroline") } });
  });
});

describe("a plain filter", () => {
  const aged = (days: number) =>
    eraseFilters({ ...context(), now: () => new Date(Date.now() + days * 86_400_000) }, { days: 90 });

  it("is erased once, when the deletion ended long enough ago, and its shape stays", async () => {
    const ids = await deleted();
    const before = await getDeletion(context("auditor"), ids.id);
    const ledgerBefore = await database().select().from(ledgerEvents);
    expect(await aged(89)).toBe(0);
    expect(await aged(91)).toBe(1);
    expect(await aged(91)).toBe(0);
    for (const role of ["auditor", "admin"] as const) {
      const shown = await everythingShown(role, ids);
      for (const text of secrets) expect(shown, text).not.toContain(text);
      const after = await getDeletion(context(role), ids.id);
      expect(after.selection).toEqual(before.selection);
      expect(after.filter.state).toBe("erased");
    }
    const [row] = await database().select().from(deletions);
    for (const text of secrets) expect(JSON.stringify(row), text).not.toContain(text);
    const ledger = await database().select().from(ledgerEvents);
    expect(ledger.slice(0, ledgerBefore.length)).toEqual(ledgerBefore);
    expect(ledger.slice(ledgerBefore.length)).toMatchObject([{ kind: "deletion.filter-erased" }]);
    expect(JSON.parse(ledger.at(-1)?.body ?? "")).toEqual({
      actor: { kind: "system", id: "lethe" },
      count: 1,
      deletionId: ids.id,
    });
  });

  it("is found by whom it was about when it is erased, also after a start", async () => {
    await deleted();
    await aged(91);
    const { now, secret } = context();
    await upgradeDeletions({ database: database(), now, secret });
    expect(await countDeletions(context(), { ...allDeletions, entity: "caroline-7" })).toBe(1);
  });

  it("is not looked for again when it is erased: IDs are", async () => {
    const { id } = await deleted();
    await aged(91);
    // Would match the filter.
    await storeMemories(database(), 1, { userId: "caroline-7", word: "peanut allergy" });
    const { verification } = await verifyDeletion(context(), { id });
    expect(verification?.checks.find(({ check }) => check === "ids")?.outcome).toBe("verified_absent");
    expect(verification?.checks.some(({ check }) => check === "selection")).toBe(false);
  });

  it("of listed memories there is none", async () => {
    const listed = await storeMemories(database(), 2);
    await runToEnd(context(), (await requested(context(), deletionInput({ ids: listed }))).id);
    expect(await aged(91)).toBe(0);
  });

  it("is erased of many at once, by two at once, each once", async () => {
    const { id } = await deleted();
    await database().execute(
      `insert into deletions (store_id, operation, status, actor, selection, digest_salt, idempotency_key, request_digest, cutoff_at, created_at, finished_at)
       select store_id, operation, status, actor, selection, digest_salt, gen_random_uuid(), request_digest, cutoff_at, created_at, finished_at
       from deletions, generate_series(1, 249) where id = '${id}'`,
    );
    const counts = await Promise.all([aged(91), aged(91)]);
    expect(counts[0] + counts[1] + (await aged(91))).toBe(250);
    const [row] = (
      await database().execute(`select count(*) from deletions where selection::text like '%peanut%'`)
    ).rows;
    expect(row).toEqual({ count: "0" });
  });
});

describe("reason and ticket", () => {
  it("are erased on request by an admin, and the ledger stays as it is", async () => {
    const { id } = await deleted();
    const before = await database().select().from(ledgerEvents);
    for (const role of ["viewer", "support", "auditor"] as const) {
      await expect(eraseText(context(role), { id })).rejects.toMatchObject({ code: "not_permitted" });
    }
    expect(await eraseText(context(), { id })).toMatchObject({ reason: null, ticket: null });
    const again = await eraseText(context(), { id });
    expect(again.textErasedAt).not.toBeNull();
    const after = await database().select().from(ledgerEvents);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length)).toMatchObject([{ kind: "deletion.text-erased" }]);
  });

  it("stay as long as the deletion has not ended", async () => {
    await storeMemories(database(), 1);
    const { id } = await requested(
      context(),
      deletionInput({ userId: "caroline", expectedCount: 1 }, { ticket: "T-2" }),
    );
    await expect(eraseText(context(), { id })).rejects.toMatchObject({ code: "wrong_status" });
  });
});
