"use client";

import { useQuery } from "@tanstack/react-query";
import { coverageWords } from "@/components/cleaning/cleaning-words";
import { Instant } from "@/components/ui/instant";
import { coveringCleanQuery } from "@/lib/cleaning/query-options";
import type { Deletion } from "@/lib/deletions/types";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { VerificationLimits } from "./verification-limits";

/** Whether the database's files were cleaned after a deletion, and what is not covered. */
export const DeletionLimits = ({ deletion }: { deletion: Deletion }) => {
  const isOfBuiltin = deletion.storeId === builtinStoreId;
  const { data: clean, isError } = useQuery({
    ...coveringCleanQuery(deletion.id),
    enabled: isOfBuiltin && deletion.finishedAt !== null,
  });
  return (
    <>
      {clean && (
        <p className="max-w-[70ch] text-sm">
          Database files cleaned <Instant at={clean.at} isExact />: {coverageWords(clean.coverage)}.
        </p>
      )}
      {isError && (
        <p className="max-w-[70ch] text-sm text-muted">
          Whether the database files were cleaned afterwards could not be read.
        </p>
      )}
      <VerificationLimits storeId={deletion.storeId} clean={clean ?? null} />
    </>
  );
};
