"use client";

import { useState } from "react";
import { isFinished } from "@/lib/deletions/status";
import type { Deletion } from "@/lib/deletions/types";
import type { Chosen } from "./chosen";
import { entityKey, memoryKey } from "./person-findings";
import { useRequestedDeletions } from "./requested-deletions";

/**
 * The deletions that were requested on this page, and what they do with what it shows. Nothing is hidden meanwhile: a line is
 * dimmed until its store was searched again after the end of its deletion.
 */
export const useErasing = (isSearching: boolean) => {
  const [requested, setRequested] = useState<{ deletion: Deletion; keys: readonly string[] }[]>([]);
  const deletions = useRequestedDeletions(requested.map(({ deletion }) => deletion));
  const words = new Map(
    deletions.flatMap((deletion, index) => {
      if (isFinished(deletion.status) && !isSearching) return [];
      const what = deletion.status === "waiting" ? "Waiting for approval" : "Being erased";
      return (requested[index]?.keys ?? []).map((key): [string, string] => [key, what]);
    }),
  );
  return {
    deletions,
    /** By what is erased: `entityKey` or `memoryKey`. */
    words,
    endedCount: deletions.filter(({ status }) => isFinished(status)).length,
    note: (deletion: Deletion, { entities, memories }: Chosen) => {
      const isThere = ({ storeId }: { storeId: string }) => storeId === deletion.storeId;
      const keys = [...entities.filter(isThere).map(entityKey), ...memories.filter(isThere).map(memoryKey)];
      setRequested((before) => [...before, { deletion, keys }]);
    },
  };
};
