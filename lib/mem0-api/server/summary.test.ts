import { beforeAll, describe, expect, it } from "vitest";
import { apiFor } from "@/testing/mem0-api/api-fixtures";
import { withModel } from "@/testing/mem0-api/with-model";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";

const test = useTestDatabase();
const viewer = () => test.context("viewer");
const ofAnn = { filters: { user_id: "ann" } };

beforeAll(async () => {
  const [newer] = await insertMemories(test.database(), [{ memory: "Lives in Rome", userId: "ann" }]);
  await insertMemories(test.database(), [
    { memory: "Lives in Oslo", userId: "ann", supersededBy: newer ?? null },
    { memory: "On a trial", userId: "ann", expirationDate: "2026-01-02" },
    { memory: "Likes milk", userId: "bob" },
    ...Array.from({ length: 250 }, (_, n) => ({ memory: `Fact ${n} ${"x".repeat(2000)}`, userId: "many" })),
  ]);
});

describe("POST /v1/summary/", () => {
  it("has the model summarise what the filters find, and nothing else", async () => {
    await withModel("  Lives in Rome.\n", async (model, asked) => {
      const ask = apiFor(viewer, { chat: () => model });
      expect(await ask("POST", "/v1/summary/", ofAnn)).toMatchObject({
        status: 200,
        body: [{ summary: "Lives in Rome.", memory_count: 1, summarized_count: 1 }],
      });
      expect(asked.join()).toContain("Lives in Rome");
      for (const other of ["Oslo", "trial", "milk"]) expect(asked.join()).not.toContain(other);
    });
  });

  it("sends the newest of very many, clipped, and says how many there are", async () => {
    await withModel("Facts.", async (model, asked) => {
      const ask = apiFor(viewer, { chat: () => model });
      const { body } = await ask("POST", "/v1/summary/", { filters: { AND: [{ user_id: "many" }] } });
      expect(body).toMatchObject([{ memory_count: 250, summarized_count: 200 }]);
      expect(asked.join().length).toBeLessThan(250_000);
    });
  });

  it("asks nobody when there is nothing", async () => {
    await withModel("Nothing.", async (model, asked) => {
      const ask = apiFor(viewer, { chat: () => model });
      expect(await ask("POST", "/v1/summary/", { filters: { user_id: "nobody" } })).toMatchObject({
        body: [],
      });
      expect(asked).toEqual([]);
    });
  });

  it("says what it needs without a model, or a filter", async () => {
    const ask = apiFor(viewer);
    expect(await ask("POST", "/v1/summary/", ofAnn)).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining("LETHE_MODEL_URL") as string },
    });
    expect(await ask("POST", "/v1/summary/", {})).toMatchObject({
      status: 400,
      body: { error: "One of the filters: app_id, user_id, agent_id, run_id is required!" },
    });
  });

  it.each([
    ["   ", 200, "did not answer with a summary"],
    ["Lives in Rome", 500, "status 500"],
  ])("answers 503 when the model fails (%j, %d), and quotes nothing", async (words, status, expected) => {
    await withModel(
      words,
      async (model) => {
        const answer = await apiFor(viewer, { chat: () => model })("POST", "/v1/summary/", ofAnn);
        expect(answer).toMatchObject({
          status: 503,
          body: { error: expect.stringContaining(expected) as string },
        });
        expect(JSON.stringify(answer.body)).not.toContain("Rome");
      },
      status,
    );
  });
});
