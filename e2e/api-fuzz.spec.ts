import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "playwright/test";
import { startProductForTests, type RunningProduct } from "../scripts/testing/start-product-for-tests";
import { answerSchema, descriptionSchema, requestsOf, type ApiRequest } from "./api-description";
import { createKeyIn } from "./api-key";

// Requests made up from what /api/openapi.json says, right ones and wrong ones, to a product of its own, since they delete:
// none may make it fail, and every answer has to be one that is described.

const requestCount = Number(process.env["LETHE_FUZZ_REQUESTS"] ?? 2_000);
const seed = Number(process.env["LETHE_FUZZ_SEED"] ?? randomBytes(4).readInt32BE());
const parallelCount = 4;
let product: RunningProduct;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  product = await startProductForTests({
    env: { LETHE_API_REQUESTS_PER_MINUTE: "0", LETHE_SAMPLE: "off" },
  });
});
test.afterAll(() => product.stop());

test("no request that the description allows, or nearly, makes the server fail", async () => {
  test.setTimeout(60_000 + requestCount * 100);
  console.log(`LETHE_FUZZ_SEED=${seed} makes the same requests again.`);
  const key = await createKeyIn(product.dataDir, "fuzz", "admin");
  const headers = { authorization: `Token ${key}`, "content-type": "application/json" };
  const ask = async ({ method, path, body }: Pick<ApiRequest, "method" | "path" | "body">) => {
    const response = await fetch(`${product.url}${path}`, {
      method,
      headers,
      ...(body === undefined || method === "GET" ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  const description = descriptionSchema.parse(await (await fetch(`${product.url}/api/openapi.json`)).json());
  const names = ["ann", "bob", "a/b"];
  const messages = names.map((name) => ({ role: "user", content: `${name} keeps a diary` }));
  const added = await ask({
    method: "POST",
    path: "/v3/memories/add/",
    body: { messages, user_id: "ann", infer: false },
  });
  const memoryIds = (added.body as { results: { id: string }[] }).results.map(({ id }) => id);

  const requests = fc.sample(requestsOf(description, { memoryIds, names }), { numRuns: requestCount, seed });
  const problems: string[] = [];
  const statuses = new Map<string, number>();
  const next = requests.values();
  const work = async () => {
    for (const request of next) {
      const { status, body } = await ask(request);
      const group = `${request.operationId} ${status}`;
      statuses.set(group, (statuses.get(group) ?? 0) + 1);
      const schema = answerSchema(description, request, status);
      const isDescribed = schema !== null && schema.safeParse(body).success;
      if (status < 500 && isDescribed) continue;
      problems.push(
        `${JSON.stringify(request).slice(0, 600)} → ${status} ${JSON.stringify(body).slice(0, 300)}`,
      );
    }
  };
  await Promise.all(Array.from({ length: parallelCount }, work));
  console.log(
    [...statuses]
      .sort()
      .map(([group, count]) => `${group}: ${count}`)
      .join(", "),
  );
  expect(problems.slice(0, 10), `${problems.length} of ${requestCount} requests`).toEqual([]);
  const operationIds = Object.values(description.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  // Each has been done, and not only been refused.
  const done = new Set(
    [...statuses.keys()].filter((group) => / 20\d$/.test(group)).map((group) => group.split(" ")[0]),
  );
  expect(operationIds.filter((id) => !done.has(id))).toEqual([]);
});
