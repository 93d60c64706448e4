"use client";

import { useQuery } from "@tanstack/react-query";
import { useStore } from "@/components/stores/store-provider";
import { Skeleton } from "@/components/ui/skeleton";
import { importsQuery } from "@/lib/browse/memory-queries";
import { listedImportsMax } from "@/lib/memories/import-id";
import { importIdSchema } from "@/lib/memories/import-id-schema";
import { WorklistRow } from "./worklist-row";

/** What imports brought and is still there, the newest first. */
export const ImportLists = () => {
  const store = useStore();
  const { data, error, isFetching, refetch } = useQuery(importsQuery(store.id, ""));
  return (
    <section aria-labelledby="imports" className="grid gap-2">
      <h2 id="imports" className="text-sm font-medium">
        What imports brought
      </h2>
      {data === undefined ? (
        error === null ? (
          <Skeleton className="w-1/2" />
        ) : (
          <ul>
            <WorklistRow
              title="Imports"
              why="They could not be listed."
              filter={null}
              count={{ data: undefined, error, isFetching, refetch }}
            />
          </ul>
        )
      ) : data.length === 0 ? (
        <p className="text-sm text-muted">No memory in this store came by an import.</p>
      ) : (
        <ul className="divide-y border-y">
          {data.map(({ value, label, count }) => (
            <WorklistRow
              key={value}
              title={`Import of ${label ?? value}`}
              why="To take back one that brought the wrong memories, open it and select all."
              filter={{ field: "import", operator: "eq", value: importIdSchema.parse(value) }}
              count={{ data: { value: count, isExact: true }, error: null, isFetching, refetch }}
            />
          ))}
        </ul>
      )}
      {data !== undefined && data.length >= listedImportsMax && (
        <p className="text-sm text-muted">
          At most the newest {listedImportsMax} are listed. The filter Import finds those before.
        </p>
      )}
    </section>
  );
};
