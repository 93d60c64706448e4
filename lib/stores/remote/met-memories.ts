import { matchesFilter } from "@/lib/filters/matches-filter";
import type { Condition, Filter } from "@/lib/filters/filter";
import type { MetMemories } from "@/lib/stores/types";
import type { Odd, ReadRow } from "./read-row";

/** Of rows that a store answered, the readable ones that a filter matches, and the unreadable ones that it may match. */
export const metMemories = (rows: readonly ReadRow[], filter: Filter | null, now: Date): MetMemories => ({
  memories: rows
    .filter(({ odd, memory }) => odd.length === 0 && (filter === null || matchesFilter(filter, memory, now)))
    .map(({ memory }) => memory),
  unreadable: rows
    .filter((row) => row.odd.length > 0 && (filter === null || mayMatch(filter, row, now) !== false))
    .map(({ id, odd }) => ({ id, odd })),
});

/** Whether a filter matches a row of which something is unknown; null when that decides. */
const mayMatch = (filter: Filter, row: ReadRow, now: Date): boolean | null => {
  if ("not" in filter) return opposite(mayMatch(filter.not, row, now));
  if ("or" in filter) return anyOf(filter.or.map((each) => mayMatch(each, row, now)));
  // All of them: not any that does not.
  if ("and" in filter) return opposite(anyOf(filter.and.map((each) => opposite(mayMatch(each, row, now)))));
  const decisive = fieldsOf(filter);
  const isUnknown = row.odd.some(({ field }) => wholeRow.has(field) || field === decisive);
  return isUnknown ? null : matchesFilter(filter, row.memory, now);
};

const opposite = (answer: boolean | null): boolean | null => (answer === null ? null : !answer);

const anyOf = (answers: readonly (boolean | null)[]): boolean | null =>
  answers.includes(true) ? true : answers.includes(null) ? null : false;

const wholeRow: ReadonlySet<Odd["field"]> = new Set(["answer"]);

/** Of those that no store's answer has, none is odd. */
const fieldsOf = ({ field }: Condition): Odd["field"] | null => {
  switch (field) {
    case "text":
    case "text_length":
      return "memory";
    case "memory_ids":
      return "id";
    case "superseded":
      return "replaced_by";
    case "immutable":
    case "sample":
    case "import":
    case "duplicate":
    case "held":
    case "hold":
      return null;
    case "user_id":
    case "agent_id":
    case "app_id":
    case "run_id":
    case "created_at":
    case "updated_at":
    case "expiration_date":
    case "categories":
    case "metadata":
      return field;
  }
};
