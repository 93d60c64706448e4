import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ExpectedError } from "@/lib/errors/expected-error";
import { useTestDatabase } from "@/testing/test-database";
import { answersWhyNot } from "./answers-why-not";
import { createDispatcher } from "./dispatch";
import { noBody, nothing, operation, type Operation } from "./operation";

const test = useTestDatabase();

const echo = operation({
  id: "echo",
  method: "POST",
  path: "/v9/things/{name}/",
  group: "Connection",
  summary: "Answers what it was given",
  permission: "memories:read",
  pathParameters: z.strictObject({ name: z.string().max(20) }),
  query: z.strictObject({ size: z.coerce.number().int().max(10).optional() }),
  body: z.strictObject({
    text: z.string(),
    parts: z.array(z.strictObject({ n: z.int() })).optional(),
    filters: z.strictObject({ app_id: z.string().optional() }).optional(),
  }),
  answer: z.unknown(),
  handler: (_ctx, input) => Promise.resolve({ ...input, url: input.url.toString() }),
});
const special = operation({
  id: "special",
  method: "DELETE",
  path: "/v9/things/special/",
  group: "Connection",
  summary: "A path that the other operation's parameter could be",
  permission: "memories:delete",
  pathParameters: nothing,
  query: nothing,
  body: noBody,
  answer: z.literal("special"),
  handler: () => Promise.resolve("special" as const),
});
const failing = operation({
  id: "failing",
  method: "GET",
  path: "/v9/failing/",
  group: "Connection",
  summary: "Fails in a way that nobody foresaw",
  permission: "memories:read",
  pathParameters: nothing,
  query: nothing,
  body: noBody,
  answer: z.null(),
  handler: () => Promise.reject(new Error("a memory's text")),
});

const unused = answersWhyNot({
  id: "unused",
  method: "POST",
  path: "/v9/unused/{name}/",
  group: "Connection",
  summary: "Of no use",
  whyNot: "Because.",
});

const operations: Operation[] = [echo, special, failing, unused];
const logged: unknown[] = [];
const note = (line: unknown) => void logged.push(line);
const dispatcherFor = (authenticate: Parameters<typeof createDispatcher>[0]["authenticate"]) =>
  createDispatcher({ operations, authenticate, log: () => ({ info: note, error: note }) });
const dispatch = dispatcherFor(() => Promise.resolve(test.context()));

const ask = async (path: string, init: RequestInit & { duplex?: "half" } = {}, using = dispatch) => {
  const response = await using(new Request(`http://lethe.test${path}`, init));
  const body: unknown = await response.json();
  return { status: response.status, headers: response.headers, body };
};
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(path, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });

describe("the dispatcher", () => {
  it("hands on what was checked, with the slash at the end and without", async () => {
    for (const path of ["/v9/things/a%2Fb%20%C3%BC/?size=3", "/v9/things/a%2Fb%20%C3%BC?size=3"]) {
      expect(await post(path, { text: "hello" })).toMatchObject({
        status: 200,
        body: { path: { name: "a/b ü" }, query: { size: 3 }, body: { text: "hello" } },
      });
    }
  });

  it("takes a path that is spelled out before one with a parameter", async () => {
    expect(await ask("/v9/things/special/", { method: "DELETE" })).toMatchObject({ body: "special" });
  });

  it("knows the client's address behind a proxy", async () => {
    const headers = { "x-forwarded-host": "memories.example.com" };
    const answer = await post("/v9/things/a/", { text: "" }, headers);
    expect(answer.body).toMatchObject({ url: "http://memories.example.com/v9/things/a/" });
  });

  it("answers are JSON that nobody on the way keeps", async () => {
    const { headers } = await post("/v9/things/a/", { text: "" });
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("says that there is no such path, or no such method on it (ASVS 13.2.1)", async () => {
    expect(await ask("/v9/nothing/")).toMatchObject({ status: 404, body: { detail: "Not found." } });
    expect(await ask("/v9/things/a/b/")).toMatchObject({ status: 404 });
    const wrong = await ask("/v9/things/special/", { method: "PATCH" });
    expect(wrong).toMatchObject({ status: 405, body: { detail: 'Method "PATCH" not allowed.' } });
    expect(wrong.headers.get("allow")).toBe("DELETE, POST");
  });

  it.each([
    [{ text: 1 }, "text: Invalid input: expected string, received number"],
    [{ text: "", "Agent-ID": 1 }, 'There is no field "Agent-ID": it is written "agent_id".'],
    [{ text: "", parts: [{ n: 1, userid: 2 }] }, 'There is no field "userid": it is written "user_id".'],
    [{ text: "", filters: { m: 2 } }, 'Unknown field "m" in filters.'],
    [{ text: "", parts: [{ n: "1" }] }, "parts[0].n: Invalid input: expected number, received string"],
    [[], "Invalid input: expected object, received array"],
    ['{"text": "a', "The body is not valid JSON."],
    ["", "Invalid input: expected object, received undefined"],
    ["\ud800", "The body is not valid JSON."],
  ])("refuses the body %j", async (body, error) => {
    expect(await post("/v9/things/a/", body)).toMatchObject({ status: 400, body: { error } });
  });

  it("refuses a path and a query that do not fit", async () => {
    expect(await post(`/v9/things/${"n".repeat(21)}/`, { text: "" })).toMatchObject({ status: 400 });
    expect(await post("/v9/things/a/?size=11", { text: "" })).toMatchObject({ status: 400 });
    expect(await post("/v9/things/a/?userId=1", { text: "" })).toMatchObject({
      status: 400,
      body: { error: 'There is no field "userId": it is written "user_id".' },
    });
    // One of the two would be dropped unseen.
    expect(await post("/v9/things/a/?size=1&size=2", { text: "" })).toMatchObject({ status: 400 });
    expect(await post("/v9/things/%ff/", { text: "" })).toMatchObject({
      status: 400,
      body: { error: "The address is not valid." },
    });
  });

  it("refuses a body where none belongs", async () => {
    const init = { method: "DELETE", body: "{}", headers: { "content-type": "application/json" } };
    expect(await ask("/v9/things/special/", init)).toMatchObject({
      status: 400,
      body: { error: "This operation takes no body." },
    });
  });

  it("takes unknown fields without effect, and names them", async () => {
    const parts = [{ n: 1 }, { n: 2, m: { user: "ann" } }, { n: 3, m: 4, "é,\n": 5 }];
    const answer = await post("/v9/things/a/?sise=1&size=2", { text: "x", others: "secret", parts });
    expect(answer).toMatchObject({
      status: 200,
      body: { query: { size: 2 }, body: { text: "x", parts: [{ n: 1 }, { n: 2 }, { n: 3 }] } },
    });
    expect(answer.body).not.toHaveProperty("body.others");
    expect(answer.headers.get("x-lethe-ignored-fields")).toBe(
      "sise, parts[].m, parts[].%C3%A9%2C%0A, others",
    );
    expect((await post("/v9/things/a/", { text: "x" })).headers.has("x-lethe-ignored-fields")).toBe(false);
    // The name may be what was meant for the one that is missing.
    const failed = await post("/v9/things/a/", { txt: "x" });
    expect(failed).toMatchObject({ status: 400 });
    expect(failed.headers.get("x-lethe-ignored-fields")).toBe("txt");
  });

  it("takes as many as a body can hold", async () => {
    const parts = Array.from({ length: 40_000 }, (_, n) => ({ n, m: 1 }));
    const answer = await post("/v9/things/a/", { text: "x", parts });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-lethe-ignored-fields")).toBe("parts[].m");
  });

  it("refuses unknown fields where something is deleted", async () => {
    const asked = await ask("/v9/things/special/?user=ann", { method: "DELETE" });
    expect(asked).toMatchObject({ status: 400, body: { error: 'Unknown field "user".' } });
  });

  it("refuses ids beside filters", async () => {
    for (const [query, fields] of [
      ["", { user_id: "ann" }],
      ["?user_id=ann", {}],
    ] as const) {
      expect(await post(`/v9/things/a/${query}`, { text: "", ...fields })).toMatchObject({
        status: 400,
        body: { error: expect.stringContaining("Use filters: {") as string },
      });
    }
  });

  it("takes what names the client and the one project, everywhere", async () => {
    const common = "source=CLI&org_id=lethe&project_id=lethe";
    const body = { source: "CLI", org_id: null, project_id: "lethe" };
    const posted = await post(`/v9/things/a/?${common}`, { text: "", ...body });
    expect(posted).toMatchObject({ status: 200, body: { query: {}, body: { text: "" } } });
    expect(posted.headers.has("x-lethe-ignored-fields")).toBe(false);
    const init = { method: "DELETE", headers: { "content-type": "application/json" } };
    const deleting = { ...init, body: JSON.stringify(body) };
    expect(await ask(`/v9/things/special/?${common}`, deleting)).toMatchObject({ body: "special" });
  });

  it("refuses what is meant for another project, wherever it is named", async () => {
    const refusal = {
      status: 403,
      body: { error: expect.stringMatching(/^You don't have access/) as string },
    };
    for (const query of ["project_id=other", "org_id=", "org_id=lethe&org_id=lethe"]) {
      expect(await ask(`/v9/things/special/?${query}`, { method: "DELETE" })).toMatchObject(refusal);
    }
    expect(await post("/v9/things/a/", { text: "", project_id: "other" })).toMatchObject(refusal);
    for (const name of ["Mem0-Org-ID", "X-Mem0-Project-Id"]) {
      expect(await post("/v9/things/a/", { text: "" }, { [name]: "other" })).toMatchObject(refusal);
      expect(await post("/v9/things/a/", { text: "" }, { [name]: "lethe" })).toMatchObject({ status: 200 });
    }
  });

  it("says why it has no use for an operation, whatever is sent", async () => {
    const whyNot = { status: 501, body: { detail: "Because." } };
    expect(await post("/v9/unused/a/?b=c", { d: 1 })).toMatchObject(whyNot);
    expect(await ask("/v9/unused/a", { method: "POST" })).toMatchObject(whyNot);
  });

  it("refuses what is not JSON by its type", async () => {
    expect(await post("/v9/things/a/", "text=a", { "content-type": "text/plain" })).toMatchObject({
      status: 415,
    });
    const suffixed = { "content-type": "application/merge-patch+json; charset=utf-8" };
    expect(await post("/v9/things/a/", { text: "" }, suffixed)).toMatchObject({ status: 200 });
  });

  it("refuses a body above 1 MiB, whether or not its length is announced", async () => {
    const bare = { text: "" };
    const size = 1_048_576 - JSON.stringify(bare).length;
    expect(await post("/v9/things/a/", { text: "x".repeat(size) })).toMatchObject({ status: 200 });
    const body = JSON.stringify({ text: "x".repeat(size + 1) });
    const error = "The body is larger than 1 MiB. Split it into several requests.";
    expect(await post("/v9/things/a/", body)).toMatchObject({ status: 413, body: { error } });
    expect(await post("/v9/things/a/", body, { "content-length": String(body.length) })).toMatchObject({
      status: 413,
    });
  });

  it("refuses a body that nests too deeply, however deep", async () => {
    for (const depth of [65, 2_000, 20_000]) {
      const body = `{"text": ${"[".repeat(depth)}${"]".repeat(depth)}}`;
      expect(await post("/v9/things/a/", body)).toMatchObject({
        status: 400,
        body: { error: "The body nests too deeply: at most 64 levels are read." },
      });
    }
  });

  it("says who may not, and when to come back", async () => {
    const withFailure = (error: ExpectedError) => dispatcherFor(() => Promise.reject(error));
    const anonymous = withFailure(new ExpectedError("not_signed_in", "Invalid API key."));
    expect(await ask("/v9/failing/", {}, anonymous)).toMatchObject({
      status: 401,
      body: { detail: "Invalid API key." },
    });
    const forbidden = withFailure(new ExpectedError("not_permitted", "Your role does not allow this."));
    expect(await ask("/v9/failing/", {}, forbidden)).toMatchObject({
      status: 403,
      body: { detail: "Your role does not allow this." },
    });
    const tooMany = new ExpectedError("too_many_attempts", "Too many requests.", { retryAfterSeconds: 7 });
    const throttled = await ask("/v9/failing/", {}, withFailure(tooMany));
    expect(throttled).toMatchObject({ status: 429, body: { detail: "Too many requests." } });
    expect(throttled.headers.get("retry-after")).toBe("7");
  });

  it("asks for the operation's permission before it reads the body", async () => {
    const asked: string[] = [];
    const refusing = dispatcherFor((_request, permission) => {
      asked.push(permission);
      return Promise.reject(new ExpectedError("not_permitted", "No."));
    });
    const body = JSON.stringify({ text: "x".repeat(2_000_000) });
    expect(await ask("/v9/things/a/", { method: "POST", body }, refusing)).toMatchObject({ status: 403 });
    expect(asked).toEqual(["memories:read"]);
  });

  it("answers what nobody foresaw without quoting it", async () => {
    const { status, body } = await ask("/v9/failing/");
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain("memory");
    expect(JSON.stringify(logged)).not.toContain("a memory's text");
    expect(logged).toContainEqual(expect.objectContaining({ operation: "failing", error: "Error" }));
  });

  it("logs the operation and the outcome of each request, and nothing of its content", async () => {
    logged.length = 0;
    await post("/v9/things/caroline/", { text: "secret" });
    await ask("/v9/caroline/");
    expect(logged).toMatchObject([
      { operation: "echo", status: 200 },
      { operation: null, status: 404 },
    ]);
    expect(JSON.stringify(logged)).not.toMatch(/caroline|secret/);
  });

  it("has a matching answer for every kind of expected error", async () => {
    for (const code of ["invalid_input", "not_found", "count_changed", "unavailable", "timed_out"] as const) {
      const refusing = dispatcherFor(() => Promise.reject(new ExpectedError(code, randomUUID())));
      const { status, body } = await ask("/v9/failing/", {}, refusing);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(body).toEqual({ error: expect.any(String) as string });
    }
  });
});
