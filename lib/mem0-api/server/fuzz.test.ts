import { afterAll, beforeAll, expect, it } from "vitest";
import { testRunner } from "@/testing/deletions/deletion-fixtures";
import type { Runner } from "@/lib/deletions/server/run/runner";
import { descriptionSchema, type ApiRequest } from "@/testing/mem0-api/described-requests";
import { fuzzApi } from "@/testing/mem0-api/fuzz-api";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { createDispatcher } from "./dispatch";
import { openApiDocument } from "./open-api";
import { operationsWith } from "./operations";

// Requests made up from the published description, right ones and wrong ones: none may make the server fail, and every answer
// has to be one that is described. LETHE_FUZZ_REQUESTS=20000 takes some minutes.

// A test's own switches, and nothing of the server's.
/* eslint-disable no-restricted-properties */
const requestCount = Number(process.env["LETHE_FUZZ_REQUESTS"] ?? 2_000);
// The same at every run, since not every one has a deletion of each kind that finds something; other seeds are for a hand.
const seed = Number(process.env["LETHE_FUZZ_SEED"] ?? 20_261_129);
/* eslint-enable no-restricted-properties */
const parallelCount = 4;

const test = useTestDatabase();
let runner: Runner;
beforeAll(() => {
  runner = testRunner(test.database());
});
afterAll(() => runner.stop());

it(
  "no request that the description allows, or nearly, makes the server fail (ASVS 5.1.1, 5.1.2, ASVS 5.1.3, 5.1.4, ASVS 13.2.2, 13.2.5)",
  async () => {
    const operations = operationsWith({
      chat: () => null,
      embedding: () => null,
      onFailure: () => undefined,
    });
    const failures: unknown[] = [];
    const dispatch = createDispatcher({
      operations,
      authenticate: () => Promise.resolve(test.context()),
      log: () => ({ info: () => undefined, error: (line: unknown) => void failures.push(line) }),
    });
    const ask = async ({ method, path, body }: ApiRequest) => {
      const hasBody = body !== undefined && method !== "GET";
      const response = await dispatch(
        new Request(`https://lethe.test${path}`, {
          method,
          ...(hasBody ? { body: JSON.stringify(body), headers: { "content-type": "application/json" } } : {}),
        }),
      );
      return { status: response.status, body: (await response.json()) as unknown };
    };
    const description = descriptionSchema.parse(JSON.parse(JSON.stringify(openApiDocument(operations, "1"))));
    const names = ["ann", "bob", "a/b", "lethe"];
    const memoryIds = await insertMemories(
      test.database(),
      Array.from({ length: 1_000 }, (_, number) =>
        // One half is of nobody whom a request names: a deletion of all that is ann's leaves it to those by id.
        number < 500 ? { userId: names[number % names.length], appId: "ann" } : { userId: "somebody else" },
      ),
    );

    const { problems, doneIds } = await fuzzApi({
      description,
      known: { memoryIds, names },
      requestCount,
      seed,
      parallelCount,
      ask,
    });
    expect(
      { problems: problems.slice(0, 10), failures: failures.slice(0, 3) },
      `LETHE_FUZZ_SEED=${seed}: ${problems.length} of ${requestCount} requests`,
    ).toEqual({ problems: [], failures: [] });
    // What deletes has been done at times, and not only refused.
    const done = ["delete_memory", "delete_batch", "delete_all_memories", "delete_entity"];
    expect([...doneIds]).toEqual(expect.arrayContaining(done));
  },
  60_000 + requestCount * 60,
);
