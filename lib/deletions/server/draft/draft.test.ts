import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import { memberActor, type Role } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { previewDeletionSchema, selectionSchema } from "@/lib/deletions/request/schema";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { useTestDatabase } from "@/testing/test-database";
import { members } from "@/drizzle/schema/members";
import { selectionDrafts } from "@/drizzle/schema/selection-drafts";
import { draftsMax, keepDraft } from "./keep-draft";
import { pruneDrafts } from "./prune-drafts";
import { withDraftRead } from "./with-draft-read";

const test = useTestDatabase();
const listed = (count: number) =>
  selectionSchema.parse({ kind: "listed", ids: Array.from({ length: count }, () => randomUUID()) });
let ann: Context;
let bob: Context;

/** The context of a member who is in the table. */
const memberNamed = async (name: string, role: Role): Promise<Context> => {
  const email = `${name}@example.com`;
  const [row] = await test.database().insert(members).values({ email, role }).returning({ id: members.id });
  return { ...test.context(), actor: memberActor({ id: memberIdSchema.parse(row?.id), email, role }) };
};

beforeAll(async () => {
  ann = await memberNamed("ann", "support");
  bob = await memberNamed("bob", "admin");
});
beforeEach(() => test.database().delete(selectionDrafts));

const read = (ctx: Context, id: string) =>
  withDraftRead(ctx, previewDeletionSchema, { storeId: builtinStoreId, selection: { kind: "draft", id } });

describe("a draft of a selection", () => {
  it("takes the place of the selection, whole, for the member who sent it", async () => {
    const selection = listed(100_000);
    const id = await keepDraft(ann, selection);
    expect(await read(ann, id)).toEqual({ storeId: builtinStoreId, selection });
  });

  it("keeps a filter as it is, with numbers that JavaScript would round", async () => {
    const selection = selectionSchema.parse({
      kind: "matching",
      filter: { field: "metadata", key: "order", operator: "eq", value: { number: "1161888007138312193" } },
      excludedIds: [randomUUID()],
      keepsImmutable: true,
    });
    expect((await read(ann, await keepDraft(ann, selection))).selection).toEqual(selection);
  });

  it("is nobody else's, and no longer than a day", async () => {
    const id = await keepDraft(ann, listed(1));
    const gone = { code: "invalid_input", message: expect.stringContaining("has expired") as unknown };
    await expect(read(bob, id)).rejects.toMatchObject(gone);
    await expect(read(ann, randomUUID())).rejects.toMatchObject(gone);
    await test
      .database()
      .update(selectionDrafts)
      .set({ createdAt: sql`now() - interval '25 hours'` });
    await expect(read(ann, id)).rejects.toMatchObject(gone);
    await pruneDrafts(test.database());
    expect(await test.database().$count(selectionDrafts)).toBe(0);
  });

  it("is refused to who may not delete, and to an application", async () => {
    const viewer = await memberNamed("vic", "viewer");
    await expect(keepDraft(viewer, listed(1))).rejects.toMatchObject({ code: "not_permitted" });
    const key = {
      ...ann,
      actor: { kind: "api-key", id: randomUUID(), label: "key", role: "admin" } as const,
    };
    await expect(keepDraft(key, listed(1))).rejects.toMatchObject({ code: "not_permitted" });
  });

  it("pushes out the oldest of the same member", async () => {
    const kept = await keepDraft(bob, listed(1));
    const first = await keepDraft(ann, listed(1));
    for (let count = 0; count < draftsMax; count += 1) {
      // Two that come within a millisecond would be in no order.
      await test
        .database()
        .update(selectionDrafts)
        .set({ createdAt: sql`${selectionDrafts.createdAt} - interval '1 minute'` });
      await keepDraft(ann, listed(1));
    }
    await expect(read(bob, kept)).resolves.toBeDefined();
    await expect(read(ann, first)).rejects.toThrow("expired");
    expect(await test.database().$count(selectionDrafts)).toBe(draftsMax + 1);
  });
});

describe("the input of an action that takes a selection", () => {
  it("is parsed as ever where it names no draft", async () => {
    const selection = listed(2);
    const parsed = await withDraftRead(ann, previewDeletionSchema, { storeId: builtinStoreId, selection });
    expect(parsed.selection).toEqual(selection);
    for (const input of [
      undefined,
      null,
      5,
      {},
      { selection: { kind: "draft", id: "x" } },
      { selection: 1 },
    ]) {
      await expect(withDraftRead(ann, previewDeletionSchema, input)).rejects.toMatchObject({
        code: "invalid_input",
      });
    }
    const twice = { kind: "listed", ids: ["not an id"] };
    await expect(
      withDraftRead(ann, previewDeletionSchema, { storeId: builtinStoreId, selection: twice }),
    ).rejects.toThrow(/"not an id" is not a memory ID/);
  });
});
