"use client";

import { useSearchParams } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import {
  deleteSearchFrom,
  deleteSearchParams,
  readDeleteSearch,
  type DeleteMode,
} from "@/lib/deletions/scope/delete-search";
import type { ScopeTexts } from "@/lib/deletions/scope/scope-texts";
import type { Filter } from "@/lib/filters/filter";

/**
 * The form of /delete. It is read from the address on arrival, and written to it with every letter. What is typed counts: on a slow
 * machine an address that lags behind would take a field back, and the deletion would be of more. `arrival`: another one each time the
 * page was navigated to.
 */
export const useDeleteForm = (arrival: object) => {
  const address = readDeleteSearch(useSearchParams());
  // Typing is no journey: it leaves no trail in the browser's history.
  const [, setAddress] = useQueryStates(deleteSearchParams, { history: "replace" });
  const [form, setForm] = useState({ arrival, values: address });
  if (form.arrival !== arrival) setForm({ arrival, values: address });
  const change = (changed: Partial<typeof address>) => {
    const values = { ...form.values, ...changed };
    setForm({ arrival, values });
    const { filter, ...texts } = values;
    // All of it: an address that lags behind is put right with the next letter.
    void setAddress(filter === "unreadable" ? texts : { ...texts, filter });
  };
  return {
    result: deleteSearchFrom(form.values),
    setMode: (mode: DeleteMode) => change({ mode }),
    // With the first letter the address says which way is meant, as there may be a filter too.
    setText: (field: keyof ScopeTexts, text: string) => change({ mode: "scope", [field]: text }),
    setFilter: (filter: Filter | null) => change({ mode: "filter", filter }),
    clearAll: () => change(readDeleteSearch(new URLSearchParams())),
  };
};

export type DeleteForm = ReturnType<typeof useDeleteForm>;
