import type { FieldDefinition, FieldDefinitions, OperatorDefinition } from "@/lib/filters/field-definition";

type Operators = FieldDefinition["operators"];

const entity = (label: string, noun: string, keywords: readonly string[]): FieldDefinition => ({
  label,
  keywords,
  hasFacets: true,
  operators: [
    { operator: "eq", label: "is", kind: "text" },
    { operator: "ne", label: "is not", kind: "text", hint: `Memories without ${noun} match too.` },
    { operator: "in", label: "is any of", kind: "texts" },
    { operator: "present", label: "has any value", kind: "none" },
    { operator: "absent", label: "has no value", kind: "none" },
  ],
});

const comparisons = (kind: "instant" | "day", neHint?: string): Operators => [
  { operator: "gte", label: "on or after", kind },
  { operator: "gt", label: "after", kind },
  { operator: "lte", label: "on or before", kind },
  { operator: "lt", label: "before", kind },
  { operator: "ne", label: "is not", kind, ...(neHint === undefined ? {} : { hint: neHint }) },
];

const time = (label: string, keywords: readonly string[]): FieldDefinition => ({
  label,
  keywords,
  hasFacets: false,
  operators: comparisons("instant"),
});

const flag = (label: string, keywords: readonly string[], hint: string): FieldDefinition => ({
  label,
  keywords,
  hasFacets: false,
  operators: [{ operator: "eq", label: "is", kind: "flag", hint }],
});

const expirationStates: readonly [OperatorDefinition, ...OperatorDefinition[]] = [
  {
    operator: "expired",
    label: "in the past",
    kind: "none",
    hint: "Expired but still stored: the day is over. Updated every day.",
  },
  {
    operator: "unexpired",
    label: "not in the past",
    kind: "none",
    hint: "Memories that never expire match too.",
  },
];

/** Every filterable property of a memory, in the order in which it is offered. */
export const memoryFields: FieldDefinitions = {
  user_id: entity("User", "a user", ["person", "subject", "entity"]),
  agent_id: entity("Agent", "an agent", ["assistant", "bot", "entity"]),
  app_id: entity("App", "an app", ["application", "entity"]),
  run_id: entity("Run", "a run", ["session", "conversation", "entity"]),
  text: {
    label: "Text",
    keywords: ["memory", "content", "words", "search"],
    hasFacets: false,
    operators: [
      { operator: "icontains", label: "contains", kind: "text" },
      {
        operator: "contains",
        label: "contains exactly",
        kind: "text",
        hint: "Capital and small letters must match.",
      },
    ],
  },
  categories: {
    label: "Categories",
    keywords: ["category", "tag", "topic"],
    hasFacets: true,
    operators: [
      { operator: "contains", label: "contain", kind: "text" },
      { operator: "in", label: "contain any of", kind: "texts" },
      {
        operator: "icontains",
        label: "contain the text",
        kind: "text",
        hint: "Part of a category, ignoring case.",
      },
    ],
  },
  created_at: time("Created", ["date", "time", "added", "age"]),
  updated_at: time("Updated", ["date", "time", "changed"]),
  expiration_date: {
    label: "Expires",
    keywords: ["expiration", "expired", "expiry", "date"],
    hasFacets: false,
    operators: [
      ...expirationStates,
      ...comparisons("day", "Memories that never expire match too."),
      { operator: "in", label: "is any of", kind: "days" },
      { operator: "present", label: "has any value", kind: "none" },
      { operator: "absent", label: "has no value", kind: "none" },
    ],
  },
  metadata: {
    label: "Metadata",
    keywords: ["key", "property", "json"],
    keyLabel: "Key",
    hasFacets: false,
    operators: [
      { operator: "eq", label: "is", kind: "scalar" },
      { operator: "ne", label: "is not", kind: "scalar", hint: "Memories without this key match too." },
      { operator: "contains", label: "contains", kind: "text", hint: "Part of a text, or one of a list." },
      { operator: "present", label: "exists", kind: "none" },
    ],
  },
  memory_ids: {
    label: "Memory ID",
    keywords: ["uuid", "ids", "list"],
    hasFacets: false,
    placeholder: "3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34",
    operators: [{ operator: "in", label: "is any of", kind: "lines" }],
  },
  immutable: flag(
    "Immutable",
    ["locked", "fixed"],
    "An immutable memory cannot be updated. It can be deleted.",
  ),
  superseded: flag("Superseded", ["replaced", "old", "latest"], "A newer memory has taken its place."),
  import: {
    label: "Import",
    keywords: ["imported", "file", "upload"],
    hasFacets: true,
    operators: [
      { operator: "eq", label: "is", kind: "import" },
      { operator: "present", label: "has any value", kind: "none", hint: "Came from any import." },
      { operator: "absent", label: "has no value", kind: "none", hint: "Did not come from an import." },
    ],
  },
  sample: flag("Sample data", ["example", "demo"], "Came with Lethe for trying things out."),
};
