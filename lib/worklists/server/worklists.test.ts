import { beforeAll, describe, expect, it } from "vitest";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { worklistFilter, worklistNames, type WorklistOptions } from "../worklists";
import { countStale } from "./count-stale";
import { countWorklist } from "./count-worklist";
import { findNearDuplicates } from "./find-near-duplicates";

const test = useTestDatabase();
const storeId = builtinStoreId;
const options: WorklistOptions = {
  keeps: "newest",
  unchangedDays: 365,
  inactiveKind: "user",
  inactiveDays: 180,
  longerThan: 500,
};
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

beforeAll(async () => {
  const [newer] = await insertMemories(test.database(), [{ memory: "Has a dog", userId: "new" }]);
  await insertMemories(test.database(), [
    { memory: "Gone by", userId: "new", expirationDate: "2020-01-31" },
    { memory: "Has a cat", userId: "new", supersededBy: newer },
    { memory: "Says the same", userId: "new", createdAt: daysAgo(3), updatedAt: daysAgo(3) },
    { memory: "says  THE same ", userId: "new", createdAt: daysAgo(2), updatedAt: daysAgo(2) },
    { memory: "Long gone", userId: "old", createdAt: daysAgo(800), updatedAt: daysAgo(800) },
    { memory: "Expired and long gone", userId: "old", expirationDate: "2020-01-31", updatedAt: daysAgo(400) },
    { memory: "Of nobody", userId: null },
    { memory: `Long ${"x".repeat(500)}`, userId: "new" },
  ]);
});

describe("countWorklist", () => {
  it("counts what each list has", async () => {
    const counts = await Promise.all(
      worklistNames.map((name) =>
        countWorklist(test.context("viewer"), { storeId, filter: worklistFilter(name, options) }),
      ),
    );
    expect(Object.fromEntries(worklistNames.map((name, index) => [name, counts[index]?.value]))).toEqual({
      expired: 2,
      superseded: 1,
      duplicates: 1,
      unchanged: 2,
      no_user: 1,
      inactive: 2,
      long: 1,
    });
  });

  it("refuses who may not read memories", async () => {
    const filter = worklistFilter("expired", options);
    await expect(countWorklist(test.context("auditor"), { storeId, filter })).rejects.toMatchObject({
      code: "not_permitted",
    });
  });
});

describe("countStale", () => {
  it("counts each memory once, by the first reason and by age", async () => {
    expect(await countStale(test.context("viewer"), { storeId })).toEqual({
      total: 9,
      stale: 5,
      reasons: [
        { reason: "expired", count: 2 },
        { reason: "superseded", count: 1 },
        { reason: "duplicate", count: 1 },
        { reason: "unchanged", count: 1 },
      ],
      ages: [
        [1, 1, 1, 0, 4],
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0],
        [1, 0, 0, 0, 0],
        [0, 0, 0, 1, 0],
      ],
    });
  });

  it("refuses who may not read memories", async () => {
    await expect(countStale(test.context("auditor"), { storeId })).rejects.toMatchObject({
      code: "not_permitted",
    });
  });
});

describe("findNearDuplicates", () => {
  it("compares the memories of one user, and says how many", async () => {
    const found = await findNearDuplicates(test.context("viewer"), { storeId, userId: "new" });
    expect(found).toMatchObject({ comparedCount: 6, hasMore: false, groupCount: 1, olderCount: 1 });
    expect(found.groups[0]?.newest.text).toBe("says  THE same ");
    expect(found.groups[0]?.older).toMatchObject([{ text: "Says the same", likeness: 1 }]);
  });

  it("refuses who may not read memories", async () => {
    await expect(
      findNearDuplicates(test.context("auditor"), { storeId, userId: "new" }),
    ).rejects.toMatchObject({ code: "not_permitted" });
  });
});
