"use client";

import { useMemo } from "react";
import { FilterFieldsProvider } from "@/components/filter-builder/filter-fields";
import { memorySuggestions } from "@/components/memories/memory-suggestions";
import type { ScopeProblems, ScopeTexts } from "@/lib/deletions/scope/scope-texts";
import { memoryFields } from "@/lib/filters/memory-fields";
import { entityFields } from "@/lib/memories/types";
import type { StoreId } from "@/lib/stores/store-ids";
import { EntityField } from "./entity-field";
import { MetadataField } from "./metadata-field";

/** A scope in Mem0's own terms. Every field that is filled in narrows it. */
export const ScopeForm = ({
  storeId,
  texts,
  problems,
  offersWildcard,
  onTextChange,
}: {
  storeId: StoreId;
  texts: ScopeTexts;
  problems: ScopeProblems;
  /** Whether this member may delete by a wildcard. */
  offersWildcard: boolean;
  onTextChange: (field: keyof ScopeTexts, text: string) => void;
}) => {
  const known = useMemo(
    () => ({ fields: memoryFields, suggestionsQuery: memorySuggestions(storeId) }),
    [storeId],
  );
  return (
    <FilterFieldsProvider value={known}>
      <div className="grid gap-3">
        <p className="text-sm text-muted">
          Only memories that match every field you fill in are deleted.
          {offersWildcard && " * means any value."}
        </p>
        {entityFields.map((field) => (
          <EntityField
            key={field}
            storeId={storeId}
            field={field}
            text={texts[field]}
            problem={problems[field]}
            offersWildcard={offersWildcard}
            onTextChange={(text) => onTextChange(field, text)}
          />
        ))}
        <MetadataField
          text={texts.metadata}
          problem={problems.metadata}
          onTextChange={(text) => onTextChange("metadata", text)}
        />
      </div>
    </FilterFieldsProvider>
  );
};
