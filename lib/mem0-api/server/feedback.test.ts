import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { MemoryId } from "@/lib/memories/types";
import { builtinStore } from "@/lib/stores/builtin/builtin-store";
import { previewedInput, requested, runToEnd } from "@/testing/deletions/deletion-fixtures";
import { apiFor } from "@/testing/mem0-api/api-fixtures";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { memories } from "@/drizzle/schema/memories";

const test = useTestDatabase();
const ask = apiFor(() => test.context("support"));
const give = (body: object) => ask("POST", "/v1/feedback/", body);

let id: MemoryId;
beforeEach(async () => {
  await test.database().delete(memories);
  const [stored] = await insertMemories(test.database(), [
    { memory: "Likes tea", userId: "ann", immutable: true },
  ]);
  if (stored === undefined) throw new Error("Nothing was stored.");
  id = stored;
});
const told = async () => {
  const memory = await builtinStore(test.database()).find(id);
  return { feedback: memory?.feedback, feedbackReason: memory?.feedbackReason };
};

describe("POST /v1/feedback/", () => {
  it("is kept with the memory, replaced, and taken back by null or by leaving it out", async () => {
    const given = { feedback: "VERY_NEGATIVE", feedback_reason: "Not any more" };
    expect(await give({ memory_id: id, ...given })).toMatchObject({ status: 200, body: { id, ...given } });
    expect(await told()).toEqual({ feedback: "VERY_NEGATIVE", feedbackReason: "Not any more" });
    await give({ memory_id: id, feedback: "POSITIVE" });
    expect(await told()).toEqual({ feedback: "POSITIVE", feedbackReason: null });
    const none = { feedback: null, feedback_reason: null };
    expect((await give({ memory_id: id, ...none })).body).toEqual({ id, ...none });
    expect(await told()).toEqual({ feedback: null, feedbackReason: null });
    await give({ memory_id: id, feedback: "POSITIVE" });
    await give({ memory_id: id });
    expect(await told()).toEqual({ feedback: null, feedbackReason: null });
  });

  it.each([
    [{ memory_id: "7" }, 400, "Invalid memory_id"],
    [{}, 400, "Invalid memory_id"],
    [{ memory_id: randomUUID(), feedback: "POSITIVE" }, 404, "Memory not found!"],
    [{ memory_id: randomUUID(), feedback: "GOOD" }, 400, "POSITIVE"],
    [{ memory_id: randomUUID(), feedback_reason: "x".repeat(2001) }, 400, "longer than 2,000 characters"],
    [{ memory_id: randomUUID(), feedback_reason: "a\u0000b" }, 400, "null or invalid character"],
  ])("refuses %j with %d", async (body, status, words) => {
    expect(await give(body)).toMatchObject({
      status,
      body: { error: expect.stringContaining(words) as string },
    });
  });

  it("is no change of the memory: what was previewed before is deleted, with the feedback", async () => {
    const admin = test.context();
    const filter = {
      kind: "matching" as const,
      filter: { field: "user_id" as const, operator: "eq" as const, value: "ann" },
      excludedIds: [],
    };
    const input = await previewedInput(admin, filter);
    const before = await changedAt();
    await give({ memory_id: id, feedback: "NEGATIVE", feedback_reason: "Wrong" });
    expect(await changedAt()).toEqual(before);
    const { id: deletion } = await requested(admin, input);
    expect(await runToEnd(admin, deletion)).toMatchObject({ status: "completed", deletedCount: 1 });
    expect(await test.database().$count(memories)).toBe(0);
  });

  it("is a change where something else changes with it", async () => {
    const before = await changedAt();
    await test
      .database()
      .update(memories)
      .set({ feedback: "NEGATIVE", memory: "Likes milk" })
      .where(eq(memories.id, id));
    expect(await changedAt()).not.toEqual(before);
  });
});

const changedAt = async () => {
  const [row] = await test
    .database()
    .select({ at: memories.changedAt, in: memories.changedIn })
    .from(memories);
  return row;
};
