import { describeScope } from "@/lib/deletions/words/describe-scope";
import { isWipe } from "@/lib/deletions/scope/scope";
import type { ShownSelection } from "@/lib/deletions/types";
import { describeFilter } from "@/lib/filters/describe-filter";
import type { Condition, Filter } from "@/lib/filters/filter";
import { entityFieldOf, entityKinds, type EntityKind } from "@/lib/memories/entity";
import { wildcard } from "@/lib/deletions/scope/scope";
import { entityFields } from "@/lib/memories/types";
import type { CertificateErasure } from "./types";

type SelectionFacts = CertificateErasure["selection"];
type Entities = Extract<SelectionFacts, { kind: "entities" }>;

/**
 * What a deletion was of, for a certificate in any language: named entities and listed memories where it was of nothing else, and
 * the English words of the filter otherwise; what is relative to the time is so to the cutoff.
 */
export const selectionFacts = (selection: ShownSelection, cutoffAt: Date): SelectionFacts => {
  switch (selection.kind) {
    case "listed":
      return { kind: "listed", count: selection.count };
    case "entity":
      return { kind: "entities", entities: [selection.entity], listedCount: 0 };
    case "scope": {
      const { scope } = selection;
      if (isWipe(scope)) return { kind: "everything" };
      const named = entityFields.filter((field) => scope[field] !== null);
      const [field] = named;
      const value = field === undefined ? null : scope[field];
      // Several narrow each other: that is no list of entities.
      return named.length === 1 &&
        field !== undefined &&
        value !== null &&
        value !== wildcard &&
        scope.metadata === null
        ? { kind: "entities", entities: [{ kind: kindOf(field), value }], listedCount: 0 }
        : { kind: "filter", words: describeScope(scope) };
    }
    case "matching":
      return selection.filter === null
        ? { kind: "everything" }
        : (unionOf(selection.filter) ?? {
            kind: "filter",
            words: describeFilter(selection.filter, cutoffAt),
          });
  }
};

/** A filter that is nothing but "any of these entities, or of these memories"; null for any other. */
const unionOf = (filter: Filter): SelectionFacts | null => {
  const parts = "or" in filter ? filter.or : [filter];
  const facts: Entities = { kind: "entities", entities: [], listedCount: 0 };
  for (const part of parts) {
    if ("and" in part || "or" in part || "not" in part || !addTo(facts, part)) return null;
  }
  return facts.entities.length === 0 ? { kind: "listed", count: facts.listedCount } : facts;
};

const addTo = (facts: Entities, condition: Condition): boolean => {
  switch (condition.field) {
    case "user_id":
    case "agent_id":
    case "app_id":
    case "run_id": {
      if (condition.operator !== "eq" && condition.operator !== "in") return false;
      const kind = kindOf(condition.field);
      const values = condition.operator === "in" ? condition.value : [condition.value];
      facts.entities.push(...values.map((value) => ({ kind, value })));
      return true;
    }
    case "memory_ids":
      facts.listedCount += condition.value.length;
      return true;
    case "created_at":
    case "updated_at":
    case "expiration_date":
    case "import":
    case "immutable":
    case "superseded":
    case "sample":
    case "categories":
    case "metadata":
    case "text":
    case "text_length":
    case "duplicate":
    case "held":
    case "hold":
      return false;
  }
};

const kindOf = (field: (typeof entityFields)[number]): EntityKind => {
  const kind = entityKinds.find((each) => entityFieldOf[each] === field);
  if (kind === undefined) throw new Error("Every entity field has a kind.");
  return kind;
};
