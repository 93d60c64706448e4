import { describeFilter, quotedWhereNeeded } from "@/lib/filters/describe-filter";
import { entityFields, type EntityField } from "@/lib/memories/types";
import { listed } from "@/lib/text/listed";
import { emptyScope, isWipe, scopeReach, wildcard, type Scope } from "../scope/scope";

/** What an entity is called in a sentence. */
export const entityNouns: Record<EntityField, string> = {
  user_id: "user",
  agent_id: "agent",
  app_id: "app",
  run_id: "run",
};

/**
 * A scope as what follows "memories" in a sentence: "of user caroline and any agent, where metadata tier is gold". A value
 * that could be read as a further part of the sentence stands in quotation marks. Empty for a scope without any filter.
 */
export const describeScope = (scope: Scope): string => {
  if (isWipe(scope)) return "of the whole store";
  const entities = entityFields.flatMap((field) => {
    const value = scope[field];
    if (value === null) return [];
    return [value === wildcard ? `any ${entityNouns[field]}` : namedEntity(field, value)];
  });
  const metadata = scopeReach({ ...emptyScope, metadata: scope.metadata });
  const parts = [
    entities.length > 0 ? `of ${listed(entities)}` : null,
    metadata.kind === "matching" ? `where ${describeFilter(metadata.filter)}` : null,
  ];
  return parts.filter((part) => part !== null).join(", ");
};

/** "user caroline" */
export const namedEntity = (field: EntityField, value: string): string =>
  `${entityNouns[field]} ${quotedWhereNeeded(value)}`;
