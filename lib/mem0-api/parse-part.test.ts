import { describe, expect, it } from "vitest";
import { z } from "zod";
import { messagesParameter } from "./messages";
import { parsePart } from "./parse-part";

const ignoring = (schema: z.ZodType, value: unknown) => {
  const ignored: string[] = [];
  const parsed = parsePart(schema, value, {
    unknownFields: "ignored",
    onIgnored: (names) => void ignored.push(...names),
  });
  return { parsed, ignored };
};

describe("fields that a schema does not know", () => {
  it("are left out of one object that stands for a list of one", () => {
    const schema = z.strictObject({ messages: messagesParameter });
    const message = { role: "user", content: "Keeps bees", colour: "red" };
    for (const messages of [message, [message]]) {
      expect(ignoring(schema, { messages })).toMatchObject({
        parsed: { messages: [{ text: "Keeps bees" }] },
        ignored: ["messages[].colour"],
      });
    }
  });

  it("are refused where they were sent under another name than the schema says, and do not keep it busy", () => {
    const renaming = z.preprocess(
      (value) => ({ inside: value }),
      z.strictObject({ inside: z.strictObject({}) }),
    );
    expect(() => ignoring(renaming, { colour: "red" })).toThrow();
  });

  it("may have the names of an object's own parts", () => {
    const value: unknown = JSON.parse('{"__proto__": 1, "constructor": 2, "toString": 3}');
    expect(ignoring(z.strictObject({}), value)).toMatchObject({ parsed: {} });
  });
});
