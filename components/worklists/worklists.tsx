"use client";

import { RotateCw } from "lucide-react";
import { useStore } from "@/components/stores/store-provider";
import { Button } from "@/components/ui/button";
import { fieldsMissing } from "@/lib/stores/provided-fields";
import { worklistFilter, worklistNames, type WorklistOptions } from "@/lib/worklists/worklists";
import { useWorklistCounts } from "./use-worklist-counts";
import { WorklistChoices, type WorklistValues } from "./worklist-choices";
import { WorklistRow } from "./worklist-row";
import { worklistWords } from "@/lib/worklists/worklist-words";

/** The lists, each with its number, why one would look at it, and the way to its memories. */
export const Worklists = ({
  options,
  onChange,
}: {
  options: WorklistOptions;
  onChange: (values: WorklistValues) => void;
}) => {
  const store = useStore();
  const filters = worklistNames.map((name) => {
    const filter = worklistFilter(name, options);
    return fieldsMissing(store, filter).length === 0 ? filter : null;
  });
  const counts = useWorklistCounts(store.id, filters);
  const isCounting = counts.some((count) => count?.isFetching === true);
  return (
    <section aria-labelledby="worklists" className="grid gap-2">
      <div className="flex items-center justify-between gap-3">
        <h2 id="worklists" className="text-sm font-medium">
          Worklists
        </h2>
        <Button
          size="small"
          look="quiet"
          disabled={isCounting}
          onClick={() => counts.forEach((count) => void count?.refetch())}
        >
          <RotateCw aria-hidden className="size-3.5" />
          Count again
        </Button>
      </div>
      <ul className="divide-y border-y">
        {worklistNames.map((name, index) => (
          <WorklistRow
            key={name}
            {...worklistWords[name]}
            filter={filters[index] ?? null}
            count={counts[index] ?? null}
            choices={
              filters[index] != null && <WorklistChoices name={name} options={options} onChange={onChange} />
            }
          />
        ))}
      </ul>
    </section>
  );
};
