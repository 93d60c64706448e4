import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/testing/test-database";
import { journalOutbox } from "@/drizzle/schema/journal";
import { additions } from "@/drizzle/schema/additions";
import { apiFor } from "@/testing/mem0-api/api-fixtures";
import { requested, previewedInput, runToEnd } from "@/testing/deletions/deletion-fixtures";
import { insertMemories } from "@/testing/stores/test-memories";

const test = useTestDatabase();
const ask = apiFor(() => test.context());

const added = (day: string, status: "succeeded" | "failed" = "succeeded") => ({
  actor: test.context().actor,
  status,
  errorCode: status === "failed" ? ("model_answer" as const) : null,
  startedAt: new Date(`2026-${day}T23:30:00Z`),
  finishedAt: new Date(`2026-${day}T23:30:01Z`),
});

beforeAll(async () => {
  await test
    .database()
    .insert(additions)
    .values([added("05-01"), added("05-02", "failed"), added("05-03")]);
  const ids = await insertMemories(test.database(), [{ userId: "ann" }]);
  await requested(test.context(), await previewedInput(test.context(), { kind: "listed", ids }));
});

const found = async (query: string) => {
  const { status, body } = await ask("GET", `/v1/events/${query}`);
  expect(status).toBe(200);
  return body as { count: number; next: string | null; results: { event_type: string; status: string }[] };
};

describe("GET /v1/events/", () => {
  it.each([
    ["", 4],
    ["?event_type=ADD", 3],
    ["?event_type=DELETE", 1],
    ["?status=SUCCEEDED", 2],
    ["?status=FAILED", 1],
    ["?status=PENDING", 1],
    ["?status=RUNNING", 0],
    ["?event_type=ADD&status=PENDING", 0],
    ["?start_date=2026-05-02", 3],
    ["?end_date=2026-05-02", 2],
    ["?event_type=ADD&start_date=2026-05-02&end_date=2026-05-02", 1],
    ["?end_date=2026-05-02T23:29:59Z", 1],
    ["?event_type=ADD&status=SUCCEEDED&start_date=2026-05-02", 1],
  ])("%s finds %i", async (query, count) => {
    const { count: told, results } = await found(query);
    expect([told, results.length]).toEqual([count, count]);
  });

  it("keeps the filters in the address of the next page", async () => {
    const { next, results } = await found("?event_type=ADD&page_size=2");
    expect(results).toHaveLength(2);
    const { search } = new URL(next ?? "");
    expect(await found(search)).toMatchObject({ count: 3, next: null, results: [{ event_type: "ADD" }] });
  });

  it.each([
    ["?event_type=SEARCH", "Lethe's events are of the types ADD and DELETE; others are not recorded."],
    ["?status=DONE", /^status: Invalid option/],
    ["?start_date=soon", /^start_date is not a/],
    ["?end_date=", /^end_date is empty/],
  ])("refuses %s, and does not list everything", async (query, error) => {
    const { status, body } = await ask("GET", `/v1/events/${query}`);
    expect(status).toBe(400);
    expect((body as { error: string }).error).toMatch(error);
  });
});

it("a deletion's event says whether what it has erased is in the journal", async () => {
  const ids = await insertMemories(test.database(), [{ userId: "bea" }]);
  const { id } = await requested(
    test.context(),
    await previewedInput(test.context(), { kind: "listed", ids }),
  );
  const inJournal = async () => {
    const { body } = await ask("GET", `/v1/event/${id}/`);
    return (body as { metadata: { in_journal: unknown } }).metadata.in_journal;
  };
  expect(await inJournal()).toBeNull();
  await runToEnd(test.context(), id);
  expect(await inJournal()).toBe(false);
  // As when every place has it.
  await test.database().delete(journalOutbox).where(eq(journalOutbox.deletionId, id));
  expect(await inJournal()).toBe(true);
});
