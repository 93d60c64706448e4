"use client";

import { useQueryStates } from "nuqs";
import type { TableSort } from "@/components/data-table/types";
import {
  encodeEntityPosition,
  entityPositionOf,
  entitySearchFrom,
  entitySearchParams,
} from "@/lib/browse/entity-search";
import { entitySortFields, type Entity, type EntityKind, type EntitySort } from "@/lib/memories/entity";

const firstPage = { after: null, before: null };

/** The view of /entities: read from the address, and changed by changing the address. */
export const useEntityView = () => {
  const [values, setValues] = useQueryStates(entitySearchParams, { history: "push" });
  const positionText = (entity: Entity, { field }: EntitySort) =>
    encodeEntityPosition(entityPositionOf(entity, field));

  return {
    result: entitySearchFrom(values),
    setKind: (kind: EntityKind) => void setValues({ kind, ...firstPage }),
    /** `isRefining`: the next step of typing the same search; it replaces the step before in the browser's history. */
    setText: (text: string, isRefining: boolean) =>
      void setValues({ q: text, ...firstPage }, { history: isRefining ? "replace" : "push" }),
    setSort: ({ columnId, direction }: TableSort) => {
      const field = entitySortFields.find((name) => name === columnId);
      if (field === undefined) return;
      // The table asks for the largest first; a list of names begins with A.
      const isNewlyByName = field === "name" && !values.sort.startsWith("name.");
      void setValues({ sort: `${field}.${isNewlyByName ? "asc" : direction}`, ...firstPage });
    },
    setPageSize: (size: number) => void setValues({ size: String(size), ...firstPage }),
    goToFirstPage: () => void setValues(firstPage),
    goToPageAfter: (entity: Entity, sort: EntitySort) =>
      void setValues({ after: positionText(entity, sort), before: null }),
    goToPageBefore: (entity: Entity, sort: EntitySort) =>
      void setValues({ before: positionText(entity, sort), after: null }),
    clearSearch: () => void setValues({ q: null, ...firstPage }),
    clearAll: () => void setValues(null),
  };
};

export type EntityView = ReturnType<typeof useEntityView>;
