import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { listSelectedSchema } from "@/lib/deletions/request/schema";
import { emptyScope } from "@/lib/deletions/scope/scope";
import type { Selection } from "@/lib/deletions/types";
import type { SampleMemory } from "@/lib/stores/preview";
import type { MemoryId } from "@/lib/memories/types";
import type { MemoryPosition } from "@/lib/memories/memory-page";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { listSelected } from "./list-selected";

const test = useTestDatabase();
const inputOf = (selection: Selection, cursor: MemoryPosition | null = null, cutoffAt = soon()) =>
  listSelectedSchema.parse({ storeId: "builtin", selection, cutoffAt, cursor });
const soon = () => new Date(Date.now() + 1_000).toISOString();
const ofUser = (user: string, excludedIds: MemoryId[] = []): Selection => ({
  kind: "scope",
  scope: { ...emptyScope, user_id: user },
  excludedIds,
  keepsImmutable: false,
});

/** Ids of a user with memories that share their instants in threes, newest first. */
const storeSixty = async (user: string): Promise<MemoryId[]> => {
  const rows = Array.from({ length: 60 }, (_, number) => ({
    id: randomUUID(),
    userId: user,
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, 0, Math.floor(number / 3))),
  })).toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1));
  return insertMemories(test.database(), rows);
};

const allPages = async (selection: Selection): Promise<SampleMemory[][]> => {
  const pages: SampleMemory[][] = [];
  let cursor: MemoryPosition | null = null;
  do {
    const page = await listSelected(test.context(), inputOf(selection, cursor));
    pages.push(page.memories);
    cursor = page.nextPosition;
  } while (cursor !== null);
  return pages;
};

describe("listSelected", () => {
  it.each<[string, (user: string, ids: MemoryId[]) => Selection]>([
    ["a scope", (user) => ofUser(user)],
    ["an entity", (user) => ({ kind: "entity", entity: { kind: "user", value: user } })],
    ["listed ids", (_user, ids) => ({ kind: "listed", ids: ids.toReversed() })],
    [
      "a filter, those excluded among them",
      (user, ids) => ({
        kind: "matching",
        filter: { field: "user_id", operator: "eq", value: user },
        excludedIds: ids.slice(0, 30),
        keepsImmutable: false,
      }),
    ],
  ])("lists every memory of %s once, newest first", async (_name, selectionOf) => {
    const user = randomUUID();
    const ids = await storeSixty(user);
    const pages = await allPages(selectionOf(user, ids));
    expect(pages.map(({ length }) => length)).toEqual([25, 25, 10]);
    expect(pages.flat().map(({ id }) => id)).toEqual(ids);
  });

  it("leaves out what was stored after the cutoff, and what is kept as immutable", async () => {
    const user = randomUUID();
    const cutoffAt = soon();
    const [first] = await insertMemories(test.database(), [
      { userId: user },
      { userId: user, immutable: true },
      { userId: user, storedAt: new Date(Date.parse(cutoffAt) + 1) },
    ]);
    const selection: Selection = {
      kind: "scope",
      scope: { ...emptyScope, user_id: user },
      excludedIds: [],
      keepsImmutable: true,
    };
    const page = await listSelected(test.context(), inputOf(selection, null, cutoffAt));
    expect(page).toMatchObject({ memories: [{ id: first }], nextPosition: null });
  });

  it("refuses who may not delete, and a selection without a filter", async () => {
    await expect(listSelected(test.context("viewer"), inputOf(ofUser("maya")))).rejects.toMatchObject({
      code: "not_permitted",
    });
    await expect(listSelected(test.context(), inputOf(ofUser("")))).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});
