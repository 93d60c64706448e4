import type { ReactNode } from "react";
import { useStore } from "@/components/stores/store-provider";
import { Instant } from "@/components/ui/instant";
import type { SelectionPreview } from "@/lib/stores/preview";
import type { FilterField } from "@/lib/filters/filter";
import { providesField } from "@/lib/stores/provided-fields";

/** What is normally hidden or protected among what would be deleted, and how old it is. */
export const PreviewFacts = ({ preview }: { preview: SelectionPreview }) => {
  const store = useStore();
  const number = (field: FilterField, value: number) =>
    providesField(store, field) ? (
      value.toLocaleString("en")
    ) : (
      <span className="text-sm text-muted">Unknown</span>
    );
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md border bg-line sm:grid-cols-5">
      <Fact label="Expired" note="hidden by Mem0">
        {number("expiration_date", preview.expiredCount)}
      </Fact>
      <Fact label="Immutable" note="can still be deleted">
        {number("immutable", preview.immutableCount)}
      </Fact>
      <Fact label="Superseded" note="replaced by newer ones">
        {number("superseded", preview.supersededCount)}
      </Fact>
      <DayFact label="Newest" at={preview.newestAt} />
      <DayFact label="Oldest" at={preview.oldestAt} />
    </dl>
  );
};

/** The day in UTC, as the months of the chart are. */
const DayFact = ({ label, at }: { label: string; at: string | null }) => (
  <Fact label={label} note={at === null ? "created" : <Instant at={at} />}>
    {at === null ? "–" : at.slice(0, 10)}
  </Fact>
);

const Fact = ({ label, note, children }: { label: string; note: ReactNode; children: ReactNode }) => (
  <div className="bg-surface px-3 py-2 max-sm:last:col-span-2">
    <dt className="text-sm">
      {label}
      <span className="block text-xs text-muted">{note}</span>
    </dt>
    <dd className="mt-0.5 text-lg font-semibold">{children}</dd>
  </div>
);
