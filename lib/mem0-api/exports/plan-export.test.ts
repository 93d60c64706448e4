import { describe, expect, it } from "vitest";
import { writeExact } from "@/lib/json/write-exact";
import { parseExact } from "@/lib/json/parse-exact";
import type { JsonObject } from "@/lib/json/json-object";
import type { Memory } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { ExportTooLong, fillExport } from "./fill-export";
import { exportedMemory } from "./memory-value";
import { planExport } from "./plan-export";
import { SchemaProblem } from "./schema-node";

const memoryOf = (part: Partial<Memory> & { meta?: object } = {}): Memory => {
  const { meta, ...rest } = part;
  return {
    id: memoryIdSchema.parse("7f6c1c8e-0000-4000-8000-000000000001"),
    memory: "Likes tea",
    userId: "ann",
    agentId: null,
    appId: null,
    runId: null,
    metadata: writeExact(meta ?? {}),
    categories: [],
    immutable: false,
    expirationDate: null,
    supersededBy: null,
    importId: null,
    isSample: false,
    feedback: null,
    feedbackReason: null,
    createdAt: "2026-03-01T10:00:00.000Z",
    updatedAt: "2026-03-02T10:00:00.000Z",
    ...rest,
  };
};
const tea = memoryOf({ categories: ["drinks"], meta: { company: "Acme", years: 8 } });
const rome = memoryOf({
  id: memoryIdSchema.parse("7f6c1c8e-0000-4000-8000-000000000002"),
  memory: "Lives in Rome",
  agentId: "guide",
});
const filled = (schema: JsonObject, memories: Memory[] = [tea, rome], max = 100_000) =>
  fillExport(planExport(schema), memories.map(exportedMemory), max);

const nullable = { anyOf: [{ type: "string" }, { type: "null" }], default: null };

describe("an export in a schema with a list of objects", () => {
  const item = {
    type: "object",
    required: ["id", "content"],
    properties: {
      id: { type: "string" },
      content: { type: "string" },
      userId: { type: "string" },
      agent_id: nullable,
      tags: { type: "array", items: { type: "string" } },
      categories: { type: "array", items: { type: "string" } },
      company: nullable,
      years: { type: "integer" },
    },
  };

  it("has one entry for each memory, by the names of its fields, other names for them, and metadata keys", () => {
    const schema = {
      type: "object",
      properties: {
        memories: { type: "array", items: item },
        total_count: { type: "integer" },
        user_id: { type: "string" },
      },
    };
    const { value, unmet } = filled(schema);
    expect(value).toEqual({
      memories: [
        {
          id: tea.id,
          content: "Likes tea",
          userId: "ann",
          agent_id: null,
          categories: ["drinks"],
          company: "Acme",
          years: 8,
        },
        {
          id: rome.id,
          content: "Lives in Rome",
          userId: "ann",
          agent_id: "guide",
          categories: [],
          company: null,
        },
      ],
      total_count: 2,
      user_id: "ann",
    });
    expect(unmet).toEqual(["memories.tags"]);
  });

  it("follows references and alternatives, as Pydantic writes them", () => {
    const schema = {
      $defs: {
        Fact: item,
        Facts: { anyOf: [{ type: "array", items: { $ref: "#/$defs/Fact" } }, { type: "null" }] },
      },
      properties: { facts: { allOf: [{ $ref: "#/$defs/Facts" }] } },
    };
    expect(filled(schema).value).toMatchObject({
      facts: [{ content: "Likes tea" }, { content: "Lives in Rome" }],
    });
  });

  it("can be the list itself, or one of texts", () => {
    expect(filled({ type: "array", items: item }).value).toMatchObject([{ id: tea.id }, { id: rome.id }]);
    expect(filled({ properties: { memories: { type: "array", items: { type: "string" } } } }).value).toEqual({
      memories: ["Likes tea", "Lives in Rome"],
    });
    expect(filled({ type: "array", items: { type: "string" } }).value).toEqual([
      "Likes tea",
      "Lives in Rome",
    ]);
  });
});

describe("an export in a schema without one", () => {
  const profile = {
    title: "ProfessionalProfile",
    type: "object",
    properties: { full_name: { type: "string" }, current_role: nullable, company: { type: "string" } },
    required: ["full_name"],
  };

  it("has what the memories have in common, all of them beside it, and says what is missing", () => {
    const { value, unmet } = filled(profile);
    expect(value).toMatchObject({
      full_name: null,
      current_role: null,
      company: "Acme",
      memories: [
        { memory: "Likes tea", run_id: null, metadata: { company: "Acme" } },
        { memory: "Lives in Rome" },
      ],
    });
    expect(unmet).toEqual(["full_name", "current_role"]);
  });

  it("adds nothing where the schema forbids it", () => {
    expect(filled({ ...profile, additionalProperties: false }).value).toEqual({
      full_name: null,
      current_role: null,
      company: "Acme",
    });
  });

  it("mixes no two memories in the form of one, and lists them in that form", () => {
    const one = {
      properties: { id: { type: "string" }, memory: { type: "string" }, user_id: { type: "string" } },
    };
    expect(filled(one).value).toEqual({
      user_id: "ann",
      memories: [
        { id: tea.id, memory: "Likes tea", user_id: "ann" },
        { id: rome.id, memory: "Lives in Rome", user_id: "ann" },
      ],
    });
    expect(filled(one, [tea]).value).toMatchObject({ id: tea.id, memory: "Likes tea", user_id: "ann" });
  });

  it("can be of nothing at all, and of none", () => {
    expect(filled({}).value).toMatchObject({
      memories: [{ memory: "Likes tea" }, { memory: "Lives in Rome" }],
    });
    expect(filled(profile, []).value).toEqual({ full_name: null, current_role: null, memories: [] });
  });

  it("can be written as Mem0's JavaScript client shows it", () => {
    const { value } = filled({ messageId: "string", scope: { user_id: "string" }, company: "string" });
    expect(value).toMatchObject({ scope: { user_id: "ann" }, company: "Acme" });
  });
});

describe("a value", () => {
  const only = (type: object, meta: object) => {
    const { value } = filled({ properties: { x: type }, required: ["x"], additionalProperties: false }, [
      memoryOf({ meta }),
    ]);
    return (value as { x: unknown }).x;
  };
  it.each([
    [{ type: "string" }, "eight", "eight"],
    [{ type: "string" }, 8, null],
    [{ type: "integer" }, 8.5, null],
    [{ type: ["integer", "null"], maximum: 9 }, 8, 8],
    [{ type: "integer", maximum: 7 }, 8, null],
    [{ type: "number", exclusiveMinimum: 8 }, 8, null],
    [{ type: "number", exclusiveMinimum: 7 }, 8, 8],
    [{ enum: ["a", "b"] }, "b", "b"],
    [{ enum: ["a", "b"] }, "c", null],
    [{ const: "a" }, "b", null],
    [{ type: "string", minLength: 3 }, "ab", null],
    [{ type: "array", items: { type: "string" } }, ["a", 1], null],
    [{ type: "array", items: { type: "string" }, maxItems: 2 }, ["a", "b"], ["a", "b"]],
    [{ type: "object", additionalProperties: { type: "string" } }, { a: "b" }, { a: "b" }],
    [true, "anything", "anything"],
  ])("that a schema %j allows of %j is %j", (type, given, expected) => {
    expect(only(type as object, { x: given })).toEqual(expected);
  });

  it("keeps every digit", () => {
    const memory = { ...memoryOf(), metadata: writeExact(parseExact('{"x":12345678901234567890}')) };
    const { value } = filled({ properties: { x: { type: "integer" } } }, [memory]);
    expect(writeExact(value)).toContain('"x":12345678901234567890');
  });
});

describe("a schema that means harm", () => {
  const loop = {
    $defs: { A: { properties: { a: { $ref: "#/$defs/A" }, b: { $ref: "#/$defs/A" } } } },
    $ref: "#/$defs/A",
  };

  const many = Object.fromEntries(Array.from({ length: 2001 }, (_, n) => [`p${n}`, { type: "string" }]));
  const twice = (key: string) => ({ [key]: [{ $ref: "#/$defs/A" }, { $ref: "#/$defs/A" }] });
  it.each([
    { properties: many },
    loop,
    { $defs: { A: { $ref: "#/$defs/A" } }, $ref: "#/$defs/A" },
    { $defs: { A: twice("anyOf") }, properties: { memory: { $ref: "#/$defs/A" } } },
    { $defs: { A: twice("allOf") }, properties: { memory: { $ref: "#/$defs/A" } } },
    {
      $defs: { A: { type: "array", items: { $ref: "#/$defs/A" } } },
      properties: { x: { $ref: "#/$defs/A" } },
    },
  ])("is refused when it has too many parts, or contains itself (%#)", (schema) => {
    expect(() => planExport(schema)).toThrow(SchemaProblem);
  });

  it("finds nothing but what memories have of their own", () => {
    const names = ["constructor", "toString", "__proto__", "hasOwnProperty"];
    const properties = Object.fromEntries(names.map((name) => [name, {}]));
    const schema = { $ref: "#/$defs/__proto__", properties, required: names };
    const { value, unmet } = filled(schema);
    expect(Object.entries(value as object).slice(0, 4)).toEqual(names.map((name) => [name, null]));
    expect(unmet).toEqual(names);
  });

  it("asks for a text no more often than there is room", () => {
    const names = ["memory", "text", "content", "fact"];
    const item = { properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])) };
    const long = memoryOf({ memory: "x".repeat(1000) });
    const schema = { properties: { items: { type: "array", items: item } } };
    expect(() => filled(schema, [long], 3000)).toThrow(ExportTooLong);
    expect(filled(schema, [long], 5000).value).toMatchObject({ items: [{ fact: long.memory }] });
  });

  it.each([
    ["outside of a list", (item: JsonObject) => ({ ...item, additionalProperties: false })],
    ["inside of one", (item: JsonObject) => ({ type: "array", items: item })],
  ])("looks at no more than a million values, %s", (_where, schemaOf) => {
    const schema = (count: number) =>
      schemaOf({
        properties: Object.fromEntries(Array.from({ length: count }, (_, n) => [`key ${n}`, {}])),
      });
    const many = Array.from({ length: 10_000 }, () => exportedMemory(tea));
    const fill = (count: number) => fillExport(planExport(schema(count)), many, 1e9);
    expect(() => fill(101)).toThrow(ExportTooLong);
    expect(fill(50).unmet).toHaveLength(50);
  });

  it("counts what is long as several values", () => {
    const names = ["metadata", "Metadata", "METADATA"];
    const properties = Object.fromEntries(names.map((name) => [name, {}]));
    const memories = Array.from({ length: 5_000 }, () =>
      exportedMemory(memoryOf({ meta: { note: "x".repeat(10_000) } })),
    );
    const schema = { additionalProperties: false, properties };
    expect(() => fillExport(planExport(schema), memories, 1e9)).toThrow(ExportTooLong);
  });
});
