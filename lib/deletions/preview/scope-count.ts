import { z } from "zod";
import { entityFields, type EntityField } from "@/lib/memories/types";
import { storeIdSchema, builtinStoreId, type StoreId } from "@/lib/stores/store-ids";
import { parseExact } from "@/lib/json/parse-exact";
import { writeScopeMetadata } from "../request/write-selection";
import { scopeSchema, type Scope } from "../scope/scope";

/** What a scope would take now, and what would stay. All counted at one instant. */
export type ScopeCount = {
  matchingCount: number;
  stayingCount: number;
  wholeCount: number;
  /** Of the matching ones. */
  immutableCount: number;
  /** For each wildcard, in Mem0's order, the memories of the whole store that have no value there. */
  withoutByWildcard: { field: EntityField; count: number }[];
  /** False where the store can give a lower bound only. */
  isExact: boolean;
};

/** A scope as a query string: entities as they are, metadata as JSON text. */
export const scopeCountString = ({ storeId, scope }: { storeId: StoreId; scope: Scope }): string => {
  const params = new URLSearchParams({ store: storeId });
  for (const field of entityFields) if (scope[field] !== null) params.set(field, scope[field]);
  if (scope.metadata !== null) params.set("metadata", writeScopeMetadata(scope.metadata));
  return `?${params.toString()}`;
};

/** Reads it back. Nothing in it is ignored: a forgotten filter would count too much. */
export const scopeCountParamsSchema = z
  .object({ store: storeIdSchema.default(builtinStoreId) })
  .catchall(z.string())
  .transform(({ store, metadata, ...entities }, ctx) => {
    const scope = scopeSchema.safeParse({ ...entities, metadata: jsonOf(metadata) });
    if (scope.success) return { storeId: store, scope: scope.data };
    for (const { path, message } of scope.error.issues)
      ctx.addIssue({ code: "custom", path: [...path], message });
    return z.NEVER;
  });

const jsonOf = (text: string | undefined): unknown => {
  if (text === undefined) return null;
  try {
    return parseExact(text);
  } catch {
    // Not an object, so that the schema refuses it.
    return text;
  }
};
