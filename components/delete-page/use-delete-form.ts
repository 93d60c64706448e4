"use client";

import { useQueryStates } from "nuqs";
import { deleteSearchFrom, deleteSearchParams, type DeleteMode } from "@/lib/deletions/scope/delete-search";
import type { ScopeTexts } from "@/lib/deletions/scope/scope-texts";
import type { Filter } from "@/lib/filters/filter";

/** The form of /delete: read from the address, and changed by changing the address. */
export const useDeleteForm = () => {
  // Typing is no journey: it leaves no trail in the browser's history.
  const [values, setValues] = useQueryStates(deleteSearchParams, { history: "replace" });
  return {
    result: deleteSearchFrom(values),
    setMode: (mode: DeleteMode) => void setValues({ mode }),
    // With the first letter the address says which way is meant, as there may be a filter too.
    setText: (field: keyof ScopeTexts, text: string) => void setValues({ mode: "scope", [field]: text }),
    setFilter: (filter: Filter | null) => void setValues({ mode: "filter", filter }),
    clearAll: () => void setValues(null),
  };
};

export type DeleteForm = ReturnType<typeof useDeleteForm>;
