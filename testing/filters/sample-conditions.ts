import type { Condition } from "@/lib/filters/filter";
import { conditionSchema } from "@/lib/filters/filter-schema";

const id = "3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34";
const otherId = "9c1e7a52-0b1d-4e0a-8f7e-2d5b6c3a1f90";

const candidates: readonly unknown[] = [
  ...["user_id", "agent_id", "app_id", "run_id"].flatMap((field) => [
    { field, operator: "eq", value: "caroline" },
    { field, operator: "ne", value: " with spaces, and a comma " },
    { field, operator: "eq", value: " " },
    { field, operator: "in", value: ["a", "b", "🦊 ж"] },
    { field, operator: "present" },
    { field, operator: "absent" },
    { field, operator: "inactive_for", value: "P90D" },
    { field, operator: "inactive_since", value: "2026-08-01" },
    { field, operator: "inactive_since", value: "2026-08-01T10:00:00.123456+02:00" },
  ]),
  ...["created_at", "updated_at"].flatMap((field) =>
    ["gt", "gte", "lt", "lte", "ne"].flatMap((operator) => [
      { field, operator, value: "2026-08-01" },
      { field, operator, value: "2026-08-01T10:00:00.123456+02:00" },
    ]),
  ),
  ...["created_at", "updated_at", "expiration_date"].flatMap((field) => [
    { field, operator: "older_than", value: "P90D" },
    { field, operator: "older_than", value: "P1M" },
    { field, operator: "within_last", value: "P9999Y" },
    { field, operator: "within_last", value: "P2W" },
    { field, operator: "between", value: ["2026-01-31", "2026-08-01"] },
  ]),
  { field: "created_at", operator: "older_than", value: "PT36H" },
  { field: "updated_at", operator: "between", value: ["2026-08-01T10:00:00.5Z", "2026-08-01"] },
  ...["gt", "gte", "lt", "lte", "ne"].map((operator) => ({
    field: "expiration_date",
    operator,
    value: "2026-02-28",
  })),
  { field: "expiration_date", operator: "in", value: ["2026-01-01", "2026-01-02"] },
  ...["present", "absent", "expired", "unexpired"].map((operator) => ({
    field: "expiration_date",
    operator,
  })),
  { field: "categories", operator: "contains", value: "health" },
  { field: "categories", operator: "in", value: ["health", "food"] },
  { field: "categories", operator: "icontains", value: "heal" },
  ...[
    "Berlin",
    "",
    "5",
    "true",
    "null",
    5,
    -0.5,
    1e15,
    { number: "1161888007138312193" },
    { number: "0.1234567890123456789" },
    { number: "1e400" },
    true,
    false,
    null,
  ].flatMap((value) => [
    { field: "metadata", key: "city", operator: "eq", value },
    { field: "metadata", key: "a b", operator: "ne", value },
  ]),
  {
    field: "metadata",
    key: "city",
    operator: "in",
    value: ["Berlin", "5", 5, { number: "1161888007138312193" }, true, null, ""],
  },
  { field: "metadata", key: "tags", operator: "contains", value: "x" },
  { field: "metadata", key: "tags", operator: "present" },
  { field: "text", operator: "icontains", value: "tea " },
  { field: "text", operator: "contains", value: "茶道" },
  { field: "text_length", operator: "gt", value: 2000 },
  { field: "text_length", operator: "lt", value: 0 },
  ...["any", "all_but_newest", "all_but_oldest"].map((value) => ({
    field: "duplicate",
    operator: "eq",
    value,
  })),
  { field: "memory_ids", operator: "in", value: [id, otherId] },
  { field: "import", operator: "eq", value: "0197e4a6-7a3c-7b51-9d0e-3f1c2b8e5d1a" },
  {
    field: "import",
    operator: "in",
    value: ["0197e4a6-7a3c-7b51-9d0e-3f1c2b8e5d1a", "0197e4a6-7a3c-7b51-9d0e-3f1c2b8e5d1b"],
  },
  { field: "import", operator: "present" },
  { field: "import", operator: "absent" },
  { field: "hold", operator: "in", value: [id, otherId] },
  ...["immutable", "superseded", "sample", "held"].flatMap((field) => [
    { field, operator: "eq", value: true },
    { field, operator: "eq", value: false },
  ]),
];

/** Every field with every operator, with values that are easily mangled. For tests. */
export const sampleConditions: readonly Condition[] = candidates.map((candidate) =>
  conditionSchema.parse(candidate),
);
