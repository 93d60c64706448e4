import type { FieldDefinition, FieldDefinitions, OperatorDefinition } from "@/lib/filters/field-definition";

type Operators = FieldDefinition["operators"];

/** "an agent": "the agent" */
const theNoun = (noun: string): string => noun.replace(/^an? /, "the ");

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
    {
      operator: "inactive_for",
      label: "inactive for",
      kind: "duration",
      hint: `No memory of ${theNoun(noun)} has changed for so long.`,
    },
    {
      operator: "inactive_since",
      label: "inactive since",
      kind: "instant",
      hint: `No memory of ${theNoun(noun)} has changed since.`,
    },
  ],
});

/** What a relative condition does that an absolute one does not. */
const movesOn = "Moves on with the time. A deletion keeps the time at which it was previewed.";

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
  operators: [
    ...comparisons("instant"),
    { operator: "between", label: "between", kind: "period", hint: "The first and the last belong to it." },
    { operator: "older_than", label: "more than", suffix: "ago", kind: "duration", hint: movesOn },
    { operator: "within_last", label: "in the last", kind: "duration", hint: movesOn },
  ],
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
  text_length: {
    label: "Text length",
    keywords: ["long", "short", "size", "characters"],
    hasFacets: false,
    operators: [
      { operator: "gt", label: "more than", suffix: "characters", kind: "number" },
      { operator: "lt", label: "less than", suffix: "characters", kind: "number" },
    ],
  },
  duplicate: {
    label: "Duplicate",
    keywords: ["repeat", "same", "twice", "copy", "double"],
    hasFacets: false,
    operators: [
      {
        operator: "eq",
        label: "is",
        kind: "choice",
        choices: [
          { value: "any", label: "one of several" },
          { value: "all_but_newest", label: "not the newest" },
          { value: "all_but_oldest", label: "not the oldest" },
        ],
        hint: "Same user, agent, app and run, and the same text but for case and spaces. Expired and superseded memories count too.",
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
      {
        operator: "between",
        label: "between",
        kind: "dayPeriod",
        hint: "The first and the last belong to it.",
      },
      {
        operator: "older_than",
        label: "more than",
        suffix: "ago",
        kind: "dayDuration",
        hint: "Expired for longer than that, and still stored.",
      },
      {
        operator: "within_last",
        label: "in the last",
        kind: "dayDuration",
        hint: "Expired in that time, and still stored.",
      },
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
      { operator: "in", label: "is any of", kind: "scalars" },
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
  held: flag("Held", ["hold", "legal", "court", "locked"], "A hold covers it, so it cannot be deleted."),
  hold: {
    label: "Hold",
    keywords: ["legal", "court", "held"],
    hasFacets: false,
    placeholder: "3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34",
    operators: [
      {
        operator: "in",
        label: "is any of",
        kind: "lines",
        hint: "IDs of holds: Settings, Holds has links to what each covers.",
      },
    ],
  },
  import: {
    label: "Import",
    keywords: ["imported", "file", "upload"],
    hasFacets: true,
    operators: [
      { operator: "eq", label: "is", kind: "import" },
      { operator: "in", label: "is any of", kind: "imports" },
      { operator: "present", label: "has any value", kind: "none", hint: "Came from any import." },
      { operator: "absent", label: "has no value", kind: "none", hint: "Did not come from an import." },
    ],
  },
  sample: flag("Sample data", ["example", "demo"], "Came with Lethe for trying things out."),
};
