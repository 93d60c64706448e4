import { describe, expect, it } from "vitest";
import { parseMemory } from "./parse-memory";

const parse = (value: unknown) =>
  parseMemory(Buffer.from(typeof value === "string" ? value : JSON.stringify(value)));
const secret = "the secret text";

describe("parseMemory", () => {
  it("reads the shape of Mem0's list answer", () => {
    const parsed = parse({
      id: "3F0C2B8E-5D1A-4C7E-9B52-8F6A1D0E7C34",
      memory: "  kept as it is \n",
      user_id: "maya",
      agent_id: null,
      app_id: "",
      session_id: "run-1",
      metadata: { nested: { list: [1, null] } },
      categories: null,
      immutable: true,
      expiration_date: "2026-01-31",
      created_at: "2024-07-20T01:30:36.275141-07:00",
      structured_attributes: { day: 20 },
      replaced_by: "3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c35",
    });
    expect(parsed).toEqual({
      ok: true,
      memory: {
        id: "3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34",
        memory: "  kept as it is \n",
        userId: "maya",
        agentId: null,
        appId: null,
        runId: "run-1",
        metadata: { nested: { list: [1, null] } },
        categories: [],
        immutable: true,
        expirationDate: "2026-01-31",
        supersededBy: "3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c35",
        createdAt: "2024-07-20T08:30:36.275Z",
        updatedAt: null,
      },
      unknownKeys: ["structured_attributes"],
    });
  });

  it.each([
    [{ user_id: "maya" }, '"memory" is missing.'],
    [{ memory: " \n" }, '"memory" is empty.'],
    [{ memory: 7 }, '"memory" is not text.'],
    [{ memory: `${secret}\u0000` }, '"memory" contains a null or invalid character.'],
    [`{"memory":"${secret}\\ud83d"}`, '"memory" contains a null or invalid character.'],
    [{ memory: "é".repeat(524_289) }, '"memory" is longer than 1 MiB.'],
    [{ memory: secret, id: secret }, '"id" is not a UUID such as 3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34.'],
    [{ memory: secret, user_id: "x".repeat(513) }, '"user_id" is longer than 512 characters.'],
    [{ memory: secret, user_id: { secret } }, '"user_id" is not text.'],
    [{ memory: secret, metadata: [secret] }, '"metadata" is not an object.'],
    [
      { memory: secret, metadata: { [secret]: "\u0000" } },
      /^"metadata" contains a null or invalid character/,
    ],
    [`{"memory":"x","metadata":{"n":1e1001}}`, /^"metadata" contains .* a number of more than 1,000 digits/],
    [
      `{"memory":"x","metadata":{"n":${"[".repeat(9999)}${"]".repeat(9999)}}}`,
      /^"metadata" contains .* nests deeper than 32\.$/,
    ],
    [{ memory: secret, categories: secret }, '"categories" is not a list.'],
    [{ memory: secret, categories: [secret, 7] }, '"categories" is not text.'],
    [{ memory: secret, created_at: secret }, '"created_at" is not a time such as 2026-01-31T10:00:00Z.'],
    [{ memory: secret, created_at: 20260131 }, /^"created_at" can be read as a day or as seconds/],
    [{ memory: secret, created_at: "2026-02-30T10:00:00Z" }, '"created_at" is a time that does not exist.'],
    [{ memory: secret, created_at: "0000-01-01T00:00:00Z" }, /^"created_at" is a time that does not exist/],
    [{ memory: secret, updated_at: "0001-01-01T00:00:00+10:00" }, /^"updated_at" is not a time/],
    [{ memory: secret, expiration_date: "soon" }, '"expiration_date" is not a day such as 2026-01-31.'],
    [{ memory: secret, immutable: "yes" }, '"immutable" is not true or false.'],
    [[secret], "This is not a JSON object."],
    ["null", "This is not a JSON object."],
    ["1161888007138312193", "This is not a JSON object."],
    ['{"memory": "x", "metadata": 1161888007138312193}', '"metadata" is not an object.'],
    [`{"memory": ${secret}}`, "This is not valid JSON."],
  ])("says what is wrong and quotes nothing: %#", (value, reason) => {
    const parsed = parse(value);
    if (parsed.ok) throw new Error("This should have been refused.");
    expect(parsed.reason).toMatch(reason);
    expect(parsed.reason).not.toContain(secret);
  });

  it("takes over times in the forms that systems write, and no number rounded", () => {
    const text = `{"memory":"a","created_at":1767607200,"updated_at":"2026-01-05 10:00:00.123+00","expiration_date":"",
      "metadata":{"order":1161888007138312193}}`;
    const parsed = parse(text);
    expect(parsed).toMatchObject({
      ok: true,
      memory: {
        createdAt: "2026-01-05T10:00:00.000Z",
        updatedAt: "2026-01-05T10:00:00.123Z",
        expirationDate: null,
        metadata: { order: { text: "1161888007138312193" } },
      },
    });
  });

  it("refuses bytes that are not UTF-8", () => {
    const bytes = Buffer.from('{"memory":"caf\u00e9"}', "latin1");
    expect(parseMemory(bytes)).toEqual({ ok: false, reason: "This is not valid UTF-8." });
  });
});
