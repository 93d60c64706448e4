"use client";

import { useQuery } from "@tanstack/react-query";
import { Info } from "lucide-react";
import { useStore } from "@/components/stores/store-provider";
import { Button } from "@/components/ui/button";
import { memoryCountQuery } from "@/lib/browse/memory-queries";
import { sampleFilter } from "./sample-filter";

/** One line while the store still holds the memories that Lethe brought along. */
export const SampleNotice = ({ onRemove }: { onRemove: (() => void) | undefined }) => {
  const count =
    useQuery(memoryCountQuery(useStore().id, { filter: sampleFilter, text: "" })).data?.value ?? 0;
  if (count === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-2 border-b px-4 py-1 text-sm text-muted">
      <Info size={14} aria-hidden className="shrink-0" />
      <span>
        <span className="max-sm:hidden">This store holds </span>
        {count.toLocaleString("en")} sample {count === 1 ? "memory" : "memories"}.
      </span>
      {onRemove !== undefined && (
        <Button look="quiet" size="small" className="text-accent!" onClick={onRemove}>
          Remove sample data…
        </Button>
      )}
    </p>
  );
};
