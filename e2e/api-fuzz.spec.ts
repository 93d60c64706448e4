import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "playwright/test";
import { descriptionSchema, type ApiRequest } from "@/testing/mem0-api/described-requests";
import { fuzzApi } from "@/testing/mem0-api/fuzz-api";
import { startProductForTests, type RunningProduct } from "@/testing/product/start-product-for-tests";
import { createKeyIn } from "./api-key";

// Requests made up from the description that the running product publishes, over HTTP: none may make it fail, and every answer
// has to be one that is described. LETHE_E2E_FUZZ_REQUESTS=20000 takes some minutes.
const requestCount = Number(process.env["LETHE_E2E_FUZZ_REQUESTS"] ?? 300);
const seed = Number(process.env["LETHE_E2E_FUZZ_SEED"] ?? randomBytes(4).readInt32BE());
const names = ["ann", "bob", "a/b", "lethe"];

let product: RunningProduct;
test.beforeAll(async () => {
  test.setTimeout(600_000);
  // A product of its own, as the requests delete at random.
  product = await startProductForTests({ env: { LETHE_API_REQUESTS_PER_MINUTE: "0" } });
});
test.afterAll(() => product.stop());

test("no request that the published description allows, or nearly, makes the product fail", async () => {
  test.setTimeout(60_000 + requestCount * 60);
  const key = await createKeyIn(product.dataDir, "fuzz", "admin");
  console.log(`LETHE_E2E_FUZZ_SEED=${seed} sends the same again.`);
  const ask = async ({ method, path, body }: Pick<ApiRequest, "method" | "path" | "body">) => {
    const hasBody = body !== undefined && method !== "GET";
    const response = await fetch(`${product.url}${path}`, {
      method,
      redirect: "manual",
      headers: {
        authorization: `Token ${key}`,
        ...(hasBody ? { "content-type": "application/json" } : {}),
      },
      ...(hasBody ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: jsonFrom(text) };
  };

  const description = descriptionSchema.parse(
    (await ask({ method: "GET", path: "/api/openapi.json", body: undefined })).body,
  );
  const memoryIds: string[] = [];
  for (const user_id of names) {
    const messages = Array.from({ length: 100 }, () => ({ role: "user", content: `Note ${randomUUID()}` }));
    const added = await ask({
      method: "POST",
      path: "/v3/memories/add/",
      body: { messages, user_id, app_id: "ann", infer: false },
    });
    memoryIds.push(...(added.body as { results: { id: string }[] }).results.map(({ id }) => id));
  }

  const startedAt = performance.now();
  const { problems, doneIds, countByStatus } = await fuzzApi({
    description,
    known: { memoryIds, names },
    requestCount,
    seed,
    parallelCount: 4,
    ask: (request) => ask(request).catch((error: unknown) => ({ status: 0, body: String(causeOf(error)) })),
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const statuses = [...countByStatus]
    .sort(([a], [b]) => a - b)
    .map(([status, count]) => `${count} × ${status}`);
  console.log(`${requestCount} requests in ${seconds} s: ${statuses.join(", ")}.`);
  expect(
    problems.slice(0, 10),
    `LETHE_E2E_FUZZ_SEED=${seed}: ${problems.length} of ${requestCount} requests`,
  ).toEqual([]);
  expect(product.output()).not.toMatch(/"level":"error"|ended unexpectedly/);
  // Some were done, and not only refused; how many of 300 is up to chance (nine in one run).
  expect(doneIds.size).toBeGreaterThanOrEqual(4);
});

/** What fetch hides behind "fetch failed". */
const causeOf = (error: unknown): unknown => (error instanceof Error ? (error.cause ?? error) : error);

const jsonFrom = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return `No JSON: ${text.slice(0, 200)}`;
  }
};
