import { beforeAll, describe, expect, it } from "vitest";
import type { EntityKind } from "@/lib/memories/entity";
import type { Filter } from "@/lib/filters/filter";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { countByMonth } from "./count-by-month";

const test = useTestDatabase();
const now = new Date("2026-08-15T12:00:00Z");
const counted = (
  by: EntityKind | null = null,
  filter: Filter | null = null,
  role: "viewer" | "auditor" = "viewer",
) => countByMonth({ ...test.context(role), now: () => now }, { storeId: builtinStoreId, filter, by });
const filled = async (by: EntityKind | null = null, filter: Filter | null = null) =>
  (await counted(by, filter))?.months.filter(({ counts }) => counts.some((count) => count > 0));

beforeAll(async () => {
  const created = (createdAt: string, userId: string | null) => ({ createdAt: new Date(createdAt), userId });
  await insertMemories(test.database(), [
    created("2001-01-01T00:00:00Z", "a"),
    created("2026-05-31T23:59:59.999Z", "a"),
    created("2026-06-01T00:00:00Z", "a"),
    created("2026-08-01T00:00:00Z", "b"),
    created("2026-08-31T00:00:00Z", null),
    ...["c", "d", "e", "f"].map((userId) => created("2026-08-02T00:00:00Z", userId)),
    created("2026-09-01T00:00:00Z", "b"),
  ]);
});

describe("countByMonth", () => {
  it("counts by the month in UTC, and together what lies before and after", async () => {
    expect(await filled()).toEqual([
      { period: "earlier", counts: [1] },
      { period: "2026-05", counts: [1] },
      { period: "2026-06", counts: [1] },
      { period: "2026-08", counts: [6] },
      { period: "later", counts: [1] },
    ]);
  });

  it("leaves no month out in between, and ends with the present one", async () => {
    const filter: Filter = { field: "user_id", operator: "in", value: ["c", "d"] };
    const months = (await counted(null, filter))?.months ?? [];
    expect(months).toHaveLength(12);
    expect(months.at(0)?.period).toBe("2025-09");
    expect(months.at(-1)).toEqual({ period: "2026-08", counts: [2] });
  });

  it("counts the most frequent values apart, then all others, then those without one", async () => {
    expect((await counted("user"))?.values).toEqual(["a", "b", "c", "d"]);
    expect((await filled("user"))?.find(({ period }) => period === "2026-08")?.counts).toEqual([
      0, 1, 1, 1, 2, 1,
    ]);
    expect((await counted("run"))?.values).toEqual([]);
  });

  it("has no month where nothing matches", async () => {
    expect((await counted(null, { field: "user_id", operator: "eq", value: "nobody" }))?.months).toEqual([]);
  });

  it("refuses who may not read memories", async () => {
    await expect(counted(null, null, "auditor")).rejects.toMatchObject({ code: "not_permitted" });
  });
});
