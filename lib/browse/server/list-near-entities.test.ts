import { beforeAll, describe, expect, it } from "vitest";
import type { EntityKind } from "@/lib/memories/entity";
import { insertMemories } from "@/testing/stores/test-memories";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { useTestDatabase } from "@/testing/test-database";
import { listNearEntities } from "./list-near-entities";

const test = useTestDatabase();
const near = (text: string, kind: EntityKind = "user") =>
  listNearEntities(test.context("viewer"), { storeId: builtinStoreId, kind, text });
const namesNear = async (text: string, kind?: EntityKind) =>
  (await near(text, kind)).map(({ value }) => value);

beforeAll(async () => {
  await insertMemories(
    test.database(),
    ["caroline", "caroline", "Caroline Weber", "carolina", "melanie", "user_8841", "100%", "東京太郎"].map(
      (userId) => ({ userId, agentId: "caroline's helper" }),
    ),
  );
  await insertMemories(
    test.database(),
    Array.from({ length: 30 }, (_, number) => ({ userId: null, runId: `nightly-${number}` })),
  );
});

describe("listNearEntities", () => {
  it("finds ids with a slip in them, the most alike first, with their counts", async () => {
    expect((await near("carolline"))[0]).toEqual({ value: "caroline", count: 2 });
    expect(await namesNear("CAROLINE ")).toEqual(["caroline", "carolina", "Caroline Weber"]);
    expect(await namesNear("user-8841")).toEqual(["user_8841"]);
  });

  it("finds ids by a part of them, taken literally, and without a star that stands for nothing", async () => {
    expect(await namesNear("mel")).toEqual(["melanie"]);
    expect(await namesNear("mel*")).toEqual(["melanie"]);
    expect(await namesNear("0%")).toEqual(["100%"]);
    expect(await namesNear("太郎")).toEqual(["東京太郎"]);
  });

  it("keeps to the kind, and to five", async () => {
    expect(await namesNear("caroline", "agent")).toEqual(["caroline's helper"]);
    expect(await namesNear("nightly", "run")).toHaveLength(5);
  });

  it("finds nothing near what is like nothing, or is nothing", async () => {
    expect(await near("zzzz")).toEqual([]);
    expect(await near(" * ")).toEqual([]);
  });

  it("refuses who may not read memories", async () => {
    const input = { storeId: builtinStoreId, kind: "user" as const, text: "caroline" };
    await expect(listNearEntities(test.context("auditor"), input)).rejects.toMatchObject({
      code: "not_permitted",
    });
  });
});
