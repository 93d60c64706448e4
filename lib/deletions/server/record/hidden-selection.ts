import { wildcard, type Scope } from "@/lib/deletions/scope/scope";
import type { ShownSelection } from "@/lib/deletions/types";
import type { Condition, Filter } from "@/lib/filters/filter";
import { entityFields, type MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { z } from "zod";
import type { Refer } from "./reference";

/**
 * The shape of a selection: which fields it compares and how, with a reference in place of each value that can be a word of a
 * memory or name a person. Wildcards, days and instants, yes and no, and random IDs stand as they are.
 */
export const hiddenSelection = (selection: ShownSelection, refer: Refer): ShownSelection => {
  switch (selection.kind) {
    case "listed":
      return selection;
    case "matching":
      return {
        ...selection,
        filter: selection.filter === null ? null : hiddenFilter(selection.filter, refer),
      };
    case "scope":
      return { ...selection, scope: hiddenScope(selection.scope, refer) };
    case "entity":
      return { ...selection, entity: { ...selection.entity, value: refer(selection.entity.value) } };
  }
};

/** A remote store may call its memories by texts. */
export const hiddenMemoryId = (id: MemoryId, refer: Refer): MemoryId =>
  z.guid().safeParse(id).success ? id : memoryIdSchema.parse(refer(id));

const hiddenScope = (scope: Scope, refer: Refer): Scope => ({
  ...scope,
  ...Object.fromEntries(
    entityFields.map((field) => {
      const value = scope[field];
      return [field, value === null || value === wildcard ? value : refer(value)];
    }),
  ),
  metadata:
    scope.metadata === null
      ? null
      : Object.fromEntries(Object.entries(scope.metadata).map(([key, value]) => [refer(key), refer(value)])),
});

/** The shape of a filter, in the same way. */
export const hiddenFilter = (filter: Filter, refer: Refer): Filter => {
  if ("and" in filter) return { and: filter.and.map((part) => hiddenFilter(part, refer)) };
  if ("or" in filter) return { or: filter.or.map((part) => hiddenFilter(part, refer)) };
  if ("not" in filter) return { not: hiddenFilter(filter.not, refer) };
  return hiddenCondition(filter, refer);
};

// Field by field, so that a new one has to be decided about before anything compiles.
const hiddenCondition = (condition: Condition, refer: Refer): Condition => {
  switch (condition.field) {
    case "created_at":
    case "updated_at":
    case "expiration_date":
    case "import":
    case "immutable":
    case "superseded":
    case "sample":
    case "text_length":
    case "duplicate":
    case "held":
    case "hold":
      return condition;
    case "user_id":
    case "agent_id":
    case "app_id":
    case "run_id":
      switch (condition.operator) {
        case "present":
        case "absent":
        case "inactive_for":
        case "inactive_since":
          return condition;
        case "in":
          return { ...condition, value: condition.value.map(refer) };
        case "eq":
        case "ne":
          return { ...condition, value: refer(condition.value) };
      }
    case "categories":
      return condition.operator === "in"
        ? { ...condition, value: condition.value.map(refer) }
        : { ...condition, value: refer(condition.value) };
    case "metadata":
      switch (condition.operator) {
        case "present":
          return { ...condition, key: refer(condition.key) };
        case "in":
          return {
            ...condition,
            key: refer(condition.key),
            value: condition.value.map((value) => refer(value)),
          };
        case "eq":
        case "ne":
        case "contains":
          return { ...condition, key: refer(condition.key), value: refer(condition.value) };
      }
    case "text":
      return { ...condition, value: refer(condition.value) };
    case "memory_ids":
      return { ...condition, value: condition.value.map((id) => hiddenMemoryId(id, refer)) };
  }
};
