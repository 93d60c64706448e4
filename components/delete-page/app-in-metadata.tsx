"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useStore } from "@/components/stores/store-provider";
import { useSettled } from "@/components/ui/use-settled";
import { memoryCountQuery, memorySearchString } from "@/lib/browse/memory-queries";
import { searchDefaults } from "@/lib/browse/memory-search";
import type { Filter } from "@/lib/filters/filter";
import { providesField } from "@/lib/stores/provided-fields";
import { withStore } from "@/lib/stores/store-param";
import { appInMetadataWords } from "./app-in-metadata-words";

/**
 * Some applications keep the app's ID in metadata, as the examples in Mem0's documentation do: the field beside this misses those
 * memories. Says how many there are, and leads to them; nothing where there are none.
 */
export const AppInMetadata = ({ appId }: { appId: string }) => {
  const store = useStore();
  const settled = useSettled(appId);
  const inMetadata: Filter = { field: "metadata", key: "app_id", operator: "eq", value: settled };
  const filter: Filter = providesField(store, "app_id")
    ? { and: [inMetadata, { not: { field: "app_id", operator: "eq", value: settled } }] }
    : inMetadata;
  const count = useQuery(memoryCountQuery(store.id, { filter, text: "" }));
  if (settled !== appId || count.isPending) return null;
  const words = count.isError
    ? "Memories with this ID in metadata only, as app_id, could not be counted."
    : appInMetadataWords(count.data);
  if (words === null) return null;
  return (
    <span role="status" className="block text-warning">
      {words}{" "}
      <Link
        href={withStore(`/memories${memorySearchString({ ...searchDefaults, filter })}`, store.id)}
        className="font-medium underline"
      >
        Show these memories
      </Link>
    </span>
  );
};
