import { describe, expect, it } from "vitest";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { groupNear } from "./near-duplicates";

const grouped = async (...texts: string[]) => {
  const memories = texts.map((memory, index) => ({
    id: memoryIdSchema.parse(String(index)),
    memory,
    createdAt: "2026-01-01T00:00:00.000Z",
  }));
  const { groups } = await groupNear(memories);
  return groups.map(({ newest, older }) => [newest.id, ...older.map(({ id }) => id)]);
};

describe("groupNear", () => {
  it("puts texts that say much the same under the newest of them", async () => {
    expect(
      await grouped(
        "Prefers oat milk in the morning coffee",
        "Has two cats and a garden by the sea",
        "prefers Oat-Milk in her morning coffee.",
        "Has two cats, and a garden by the sea!",
        "Works as a nurse in Bergen",
      ),
    ).toEqual([
      ["0", "2"],
      ["1", "3"],
    ]);
  });

  it("takes no text for like another that only shares words", async () => {
    expect(await grouped("Likes tea with milk", "Likes the sea", "Milk is not for her")).toEqual([]);
  });

  it("leaves out texts without letters and digits", async () => {
    expect(await grouped("…", "…", "🙂", "🙂")).toEqual([]);
  });

  it("ends when it is no longer wanted", async () => {
    const aborted = AbortSignal.abort();
    await expect(
      groupNear([{ id: memoryIdSchema.parse("a"), memory: "a", createdAt: "" }], aborted),
    ).rejects.toThrow();
  });

  it("comes to an end with long texts that share all they have", async () => {
    const text = Array.from({ length: 150 }, (_, index) => `word${index}`).join(" ");
    const texts = Array.from({ length: 300 }, (_, index) => `${text} ${index % 2 === 0 ? "a" : text.length}`);
    expect((await grouped(...texts))[0]?.length).toBe(300);
  });
});
