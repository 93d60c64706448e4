import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { DeletionSearch } from "@/lib/deletions/search";
import { itemStates, type Deletion, type DeletionPosition } from "@/lib/deletions/types";
import { type DeletionId } from "@/lib/deletions/deletion-id";
import { memberActor } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { useTestDatabase } from "@/testing/test-database";
import { deletions } from "@/drizzle/schema/deletions";
import {
  allDeletions,
  deletionInput,
  requested,
  runToEnd,
  storeMemories,
} from "@/testing/deletions/deletion-fixtures";
import { forgetOutcomes } from "@/testing/deletions/write-items";
import { getDeletion } from "./get-deletion";
import { listDeletionActors } from "./list-deletion-actors";
import { listDeletionItems } from "./list-deletion-items";
import { countDeletions, countUntold, listDeletions } from "./list-deletions";

const { database, context } = useTestDatabase();
const unknownId = randomUUID() as DeletionId;

describe("history", () => {
  const made: Deletion[] = [];
  const colleague = () => ({
    ...context(),
    actor: memberActor({
      id: memberIdSchema.parse("1f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34"),
      email: "b@example.com",
      role: "support",
    }),
  });

  beforeAll(async () => {
    // Two at the same instant, since order must not depend on the instant alone.
    const days = [
      "2026-08-01T23:59:59.999Z",
      "2026-08-02T00:00:00.000Z",
      "2026-08-02T00:00:00.000Z",
      "2026-08-03T12:00:00.000Z",
    ];
    for (const day of days) {
      const ctx = { ...(made.length === 3 ? colleague() : context()), now: () => new Date(day) };
      const ids = made.length === 0 ? [randomUUID()] : [randomUUID(), randomUUID()];
      made.push(await requested(ctx, deletionInput({ ids }, { ticket: `ERA-1${made.length}_%` })));
    }
    await database()
      .update(deletions)
      .set({ status: "cancelled", finishedAt: new Date() })
      .where(eq(deletions.id, made[1]?.id ?? ""));
  });

  it("lists newest first, page by page, each once", async () => {
    const seen: string[] = [];
    for (let after: DeletionPosition | null = null, pages = 0; pages < 9; pages++) {
      const page = await listDeletions(context("auditor"), { search: { ...allDeletions, after }, limit: 1 });
      seen.push(...page.deletions.map((deletion) => deletion.id));
      after = page.nextPosition;
      if (after === null) break;
    }
    const all = await listDeletions(context(), { search: allDeletions, limit: 100 });
    expect(seen).toEqual(all.deletions.map((deletion) => deletion.id));
    expect(new Set(seen)).toEqual(new Set(made.map((deletion) => deletion.id)));
    expect(seen[0]).toBe(made[3]?.id);
    expect(seen.at(-1)).toBe(made[0]?.id);
    expect(all.nextPosition).toBeNull();
  });

  it.each<[Partial<DeletionSearch>, number[]]>([
    [{ actorId: "1f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34" }, [3]],
    [{ actorId: "nobody" }, []],
    [{ status: "cancelled" }, [1]],
    [{ operation: "delete" }, [0]],
    [{ ticket: "era-13" }, [3]],
    [{ ticket: "_%" }, [0, 1, 2, 3]],
    [{ ticket: "%%" }, []],
    [{ fromOn: "2026-08-02" }, [1, 2, 3]],
    [{ toOn: "2026-08-02" }, [0, 1, 2]],
    [{ fromOn: "2026-08-02", toOn: "2026-08-02", status: "queued" }, [2]],
    [{ storeId: "builtin" as never }, [0, 1, 2, 3]],
    [{ storeId: "other" as never }, []],
  ])("finds %j", async (part, expected) => {
    const search = { ...allDeletions, ...part };
    const { deletions: found } = await listDeletions(context(), { search, limit: 100 });
    expect(found.map((deletion) => made.findIndex((each) => each.id === deletion.id)).sort()).toEqual(
      expected,
    );
    expect(await countDeletions(context(), search)).toBe(expected.length);
  });

  it("suggests who has requested, most recent first", async () => {
    const actors = await listDeletionActors(context("viewer"));
    expect(actors.map((actor) => actor.label)).toEqual(["b@example.com", "admin@example.com"]);
  });

  it("gets one, or says that there is none", async () => {
    const [first] = made;
    expect(await getDeletion(context(), first?.id ?? unknownId)).toEqual(first);
    await expect(getDeletion(context(), unknownId)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is asked for an entity by its digest, and says what it cannot tell", async () => {
    const named = async (selection: Parameters<typeof deletionInput>[0]) =>
      (await requested(context(), deletionInput(selection))).id;
    await storeMemories(database(), 1, { userId: "caroline" });
    await storeMemories(database(), 1, { userId: "Caroline" });
    const exceptions = { excludedIds: [], keepsImmutable: false };
    const isUser = (value: string) => ({ field: "user_id" as const, operator: "eq" as const, value });
    const byFilter = await named({ userId: "caroline", expectedCount: 1 });
    const scope = { user_id: "caroline", agent_id: "*" };
    const byScope = await named({ selection: { kind: "scope", scope, ...exceptions }, expectedCount: 1 });
    const entity = { kind: "user" as const, value: "Caroline" };
    const ofOther = await named({ selection: { kind: "entity", entity }, expectedCount: 1 });
    const filter = {
      or: [isUser("nobody"), { field: "text" as const, operator: "icontains" as const, value: "hydrangea" }],
    };
    const mixed = await named({ selection: { kind: "matching", filter, ...exceptions }, expectedCount: 2 });
    const onlyText = { field: "text" as const, operator: "icontains" as const, value: "hydrangea" };
    await named({ selection: { kind: "matching", filter: onlyText, ...exceptions }, expectedCount: 2 });

    const found = async (value: string) => {
      const search = { ...allDeletions, entity: value };
      const { deletions: page } = await listDeletions(context("auditor"), { search, limit: 100 });
      expect(await countDeletions(context(), search)).toBe(page.length);
      return new Set(page.map(({ id }) => id));
    };
    expect(await found("caroline")).toEqual(new Set([byFilter, byScope]));
    expect(await found("Caroline")).toEqual(new Set([ofOther]));
    expect(await found("nobody")).toEqual(new Set([mixed]));
    expect(await found("carol")).toEqual(new Set());
    const untold = { ...allDeletions, entity: "carol" };
    expect(await countUntold(context(), untold)).toEqual({
      listed: 4,
      filter: 1,
      everything: 0,
      unreadable: 0,
    });
    expect(await countUntold(context(), { ...untold, ticket: "era-13" })).toMatchObject({
      listed: 1,
      filter: 0,
    });
    // Under another secret nothing is found, and it says so.
    const other = { ...context(), secret: "another secret for tests only, of more than 32 characters" };
    expect(
      (await listDeletions(other, { search: { ...untold, entity: "caroline" }, limit: 9 })).deletions,
    ).toEqual([]);
    expect(await countUntold(other, untold)).toEqual({ listed: 0, filter: 0, everything: 0, unreadable: 9 });
    // By the digest alone: it is found as well when the selection is not kept any more.
    const reduced = { kind: "matching" as const, filter: null, ...exceptions };
    await database().update(deletions).set({ selection: reduced }).where(eq(deletions.id, byFilter));
    expect(await found("caroline")).toEqual(new Set([byFilter, byScope]));
  });
});

describe("items", () => {
  it("have the state that the deletion's progress gives them, and are found by it", async () => {
    // Those of the tests before are still queued, and would take these as well.
    await database().delete(deletions);
    const ids = await storeMemories(database(), 4);
    const { id: deletionId } = await requested(
      context(),
      deletionInput({ ids: [...ids, randomUUID(), randomUUID()] }),
    );
    const statesNow = async (): Promise<string[]> => {
      const { items } = await listDeletionItems(context(), {
        deletionId,
        state: null,
        afterSeq: 0,
        limit: 200,
      });
      // The same by the filter, for every state.
      for (const state of itemStates) {
        const found = await listDeletionItems(context(), { deletionId, state, afterSeq: 0, limit: 200 });
        expect(found.items).toEqual(items.filter((item) => item.state === state));
      }
      return items.map((item) => item.state);
    };
    expect(await statesNow()).toEqual(Array(6).fill("pending"));
    await runToEnd(context(), deletionId);
    expect((await statesNow()).sort()).toEqual([
      ...Array<string>(2).fill("already_absent"),
      ...Array<string>(4).fill("deleted"),
    ]);
    // A deletion that ended before it was through.
    await forgetOutcomes(database(), deletionId);
    await database()
      .update(deletions)
      .set({ status: "cancelled", cursorSeq: 4 })
      .where(eq(deletions.id, deletionId));
    expect(await statesNow()).toEqual(["deleted", "deleted", "deleted", "deleted", "kept", "kept"]);
  });

  it("come in pages", async () => {
    const { id: deletionId } = await requested(
      context(),
      deletionInput({ ids: Array.from({ length: 5 }, () => randomUUID()) }),
    );
    const first = await listDeletionItems(context(), { deletionId, state: null, afterSeq: 0, limit: 3 });
    expect(first.items.map((item) => item.seq)).toEqual([1, 2, 3]);
    expect(first.nextSeq).toBe(3);
    const second = await listDeletionItems(context(), {
      deletionId,
      state: "pending",
      afterSeq: 3,
      limit: 3,
    });
    expect(second).toMatchObject({ items: [{ seq: 4 }, { seq: 5 }], nextSeq: null });
    const none = { deletionId: unknownId, state: null, afterSeq: 0, limit: 3 };
    await expect(listDeletionItems(context(), none)).rejects.toMatchObject({ code: "not_found" });
  });
});
