import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ModelSettings } from "@/lib/env/model-settings";
import { startTestServer, type TestServer } from "@/testing/test-server";
import { askEndpoint, timeLimit } from "./ask-endpoint";
import { embedTexts, likeness } from "./embed-texts";

// A model's API on this machine. `answer` says how it answers; what it was asked is kept.
type Asked = { path: string; headers: IncomingHttpHeaders; input: string[] };
let asked: Asked[] = [];
let answer: (input: string[], response: ServerResponse) => void;
let server: TestServer;
let model: ModelSettings;
beforeAll(async () => {
  server = await startTestServer({
    port: 0,
    handle: async (request, response) => {
      const { input } = (await json(request)) as { input: string[] };
      asked.push({ path: request.url ?? "", headers: request.headers, input });
      answer(input, response);
    },
  });
  model = { url: `${server.url}/v1`, key: "secret", name: "small" };
});
afterAll(() => server.stop());
beforeEach(() => {
  asked = [];
  answer = (input, response) => {
    // Tells each text by its number.
    const data = input.map((text, index) => ({ index, embedding: [Number(text), 1] }));
    response.end(JSON.stringify({ data }));
  };
});

const texts = (count: number) => Array.from({ length: count }, (_, number) => String(number));
const failureOf = async (asking: Promise<unknown>) =>
  asking.then(
    () => null,
    (error: unknown) => error,
  );
const failed = (code: string, message: string) => ({ name: "ModelError", code, message });

describe("embedTexts", () => {
  it("asks for at most 32 texts at a time, by the key, and answers their vectors in order", async () => {
    const vectors = await embedTexts(model, texts(201));
    expect(vectors).toEqual(texts(201).map((text) => [Number(text), 1]));
    expect(asked.map(({ input }) => input.length).sort((a, b) => a - b)).toEqual([9, 32, 32, 32, 32, 32, 32]);
    expect(new Set(asked.map(({ path }) => path))).toEqual(new Set(["/v1/embeddings"]));
    expect(asked.every(({ headers }) => headers.authorization === "Bearer secret")).toBe(true);
  });

  it("refuses vectors of different lengths, also from one request to the next", async () => {
    answer = (input, response) => {
      const embedding = input.includes("0") ? [1, 2] : [1, 2, 3];
      response.end(JSON.stringify({ data: input.map((_, index) => ({ index, embedding })) }));
    };
    expect(await failureOf(embedTexts(model, texts(40)))).toMatchObject({ code: "model_answer" });
  });

  it("gives all requests together one limit of time", async () => {
    // The first four never answer, so that the others are never sent.
    answer = () => undefined;
    expect(await failureOf(embedTexts(model, texts(201), timeLimit(0.3)))).toMatchObject(
      failed("model_unavailable", "The model did not answer within 0.3 seconds."),
    );
    expect(asked).toHaveLength(4);
  });
});

describe("askEndpoint", () => {
  const ask = (seconds = 5, bytesMax = 1000) =>
    askEndpoint(model, {
      path: "/embeddings",
      body: { input: ["private words"] },
      limit: timeLimit(seconds),
      bytesMax,
    });

  it("waits no longer for an answer that has begun", async () => {
    answer = (_, response) => void response.writeHead(200).write('{"data":');
    expect(await failureOf(ask(0.3))).toMatchObject(
      failed("model_unavailable", "The model did not answer within 0.3 seconds."),
    );
  });

  it("follows no redirect, so that the texts go nowhere else", async () => {
    answer = (_, response) => void response.writeHead(307, { location: "/elsewhere" }).end();
    expect(await failureOf(ask())).toMatchObject(
      failed("model_unavailable", "The model could not be reached."),
    );
    expect(asked.map(({ path }) => path)).toEqual(["/v1/embeddings"]);
  });

  it("reads no more than it was allowed to", async () => {
    answer = (_, response) => void response.end("x".repeat(100_000));
    expect(await failureOf(ask())).toMatchObject(failed("model_answer", "The model's answer is too long."));
  });

  it("says the status of a refusal, and nothing of its words, which can quote the text", async () => {
    answer = (_, response) => void response.writeHead(400).end("bad input: private words");
    expect(await failureOf(ask())).toMatchObject(
      failed("model_unavailable", "The model answered with status 400."),
    );
  });

  it("says that nobody is there", async () => {
    const away = { ...model, url: "http://127.0.0.1:1" };
    const asking = askEndpoint(away, { path: "/embeddings", body: {}, limit: timeLimit(5), bytesMax: 1000 });
    expect(await failureOf(asking)).toMatchObject(
      failed("model_unavailable", "The model could not be reached."),
    );
  });
});

describe("likeness", () => {
  it.each([
    [[1, 0], [3, 0], 1],
    [[1, 0], [0, 1], 0],
    [[1, 0], [-1, 0], 0],
    [[0, 0], [1, 1], 0],
    [[1e300, 1e300], [1e300, 1e300], 0],
  ])("of %j and %j is %d", (a, b, expected) => expect(likeness(a, b)).toBe(expected));
});
