"use client";

import { useRef, useState } from "react";
import type { Exceptions } from "@/lib/deletions/types";
import type { MemoryId } from "@/lib/memories/types";

/** What of a target is to stay, while a person makes up their mind. */
type Wanted = { excludedIds: ReadonlySet<MemoryId>; keepsImmutable: boolean };

/** Several memories are mostly left out one after another; each would be a count of everything. */
const pauseMs = 500;

/**
 * What is left out of what was previewed. `wanted` changes at once, and `previewed` a moment later, when a new preview
 * begins: until the two are the same, nothing can be confirmed.
 */
export const useExceptions = () => {
  const [wanted, setWanted] = useState<Wanted>(() => ({
    excludedIds: new Set<MemoryId>(),
    keepsImmutable: false,
  }));
  const [previewed, setPreviewed] = useState(wanted);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const change = (next: Wanted, previewAgain: () => void, afterMs: number) => {
    const preview = () => {
      setPreviewed(next);
      previewAgain();
    };
    setWanted(next);
    clearTimeout(timer.current);
    if (afterMs === 0) preview();
    else timer.current = setTimeout(preview, afterMs);
  };
  return {
    wanted,
    previewed,
    isSettled: wanted === previewed,
    setExcluded: (id: MemoryId, isExcluded: boolean, previewAgain: () => void) => {
      const excludedIds = new Set(wanted.excludedIds);
      if (isExcluded) excludedIds.add(id);
      else excludedIds.delete(id);
      change({ ...wanted, excludedIds }, previewAgain, pauseMs);
    },
    setKeepsImmutable: (next: boolean, previewAgain: () => void) =>
      change({ ...wanted, keepsImmutable: next }, previewAgain, 0),
  };
};

export type ExceptionsControl = ReturnType<typeof useExceptions>;

export const exceptionsOf = ({ excludedIds, keepsImmutable }: Wanted): Exceptions => ({
  excludedIds: [...excludedIds],
  keepsImmutable,
});
