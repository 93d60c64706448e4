"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { PreferencesControl } from "@/components/data-table/use-table-preferences";
import type { StoreId } from "@/lib/stores/store-ids";
import { viewQuery } from "@/lib/views/query-options";
import type { SavedView, ViewColumns, ViewId } from "@/lib/views/types";

/**
 * The saved view that the address names, in this store; undefined where there is none, or no more. While it is open the table has its
 * columns: changes of these belong to the page until they are saved, and not to the person's own settings.
 */
export const useSavedView = (
  viewId: ViewId | null,
  storeId: StoreId,
  own: PreferencesControl,
): { saved: SavedView | undefined; preferences: PreferencesControl; forgetColumns: () => void } => {
  // Without an id nothing is asked for.
  const { data, isError } = useQuery({ ...viewQuery(viewId ?? noView), enabled: viewId !== null });
  const [changed, setChanged] = useState<{ viewId: ViewId; columns: ViewColumns } | null>(null);
  const isHere = viewId !== null && data?.storeId === storeId && !isError;
  if (!isHere) return { saved: undefined, preferences: own, forgetColumns: () => setChanged(null) };

  const { order, hidden } = changed?.viewId === viewId ? changed.columns : data.columns;
  return {
    saved: data,
    forgetColumns: () => setChanged(null),
    preferences: {
      preferences: { ...own.preferences, order, hidden },
      change: ({ order: nextOrder, hidden: nextHidden, ...others }) => {
        if (nextOrder !== undefined || nextHidden !== undefined)
          setChanged({ viewId, columns: { order: nextOrder ?? order, hidden: nextHidden ?? hidden } });
        if (Object.keys(others).length > 0) own.change(others);
      },
    },
  };
};

const noView = "" as ViewId;
