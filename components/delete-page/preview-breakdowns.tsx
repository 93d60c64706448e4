"use client";

import { useState } from "react";
import { useStore } from "@/components/stores/store-provider";
import { Button } from "@/components/ui/button";
import type { SelectionPreview, BreakdownRow, breakdownFields } from "@/lib/stores/preview";
import { memoryCountWords } from "@/lib/memories/count-words";
import { providesField } from "@/lib/stores/provided-fields";
import { TimeChart } from "./time-chart";

type Field = (typeof breakdownFields)[number];
const words: Record<Field, { title: string; none: string; many: string }> = {
  user_id: { title: "By user", none: "No user", many: "users" },
  agent_id: { title: "By agent", none: "No agent", many: "agents" },
  app_id: { title: "By app", none: "No app", many: "apps" },
  run_id: { title: "By run", none: "No run", many: "runs" },
  categories: { title: "By category", none: "No category", many: "categories" },
};

/** The entities in Mem0's order, then what they are about. */
const shownFields: readonly Field[] = ["user_id", "agent_id", "app_id", "run_id", "categories"];

type Previewed = Pick<SelectionPreview, "count" | "breakdowns" | "byMonth">;

/** Whose memories would go, what about, and from when. */
export const PreviewBreakdowns = ({ preview }: { preview: Previewed }) => {
  const store = useStore();
  return (
    <section aria-label="Breakdown">
      <h3 className="mb-2 text-sm font-semibold">Breakdown</h3>
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2 xl:grid-cols-3">
        {shownFields
          .filter((field) => providesField(store, field))
          .map((field) => (
            <Breakdown key={field} field={field} preview={preview} />
          ))}
        <TimeChart preview={preview} />
      </div>
    </section>
  );
};

const rowsShown = 5;

const Breakdown = ({ field, preview }: { field: Field; preview: Previewed }) => {
  const [isWhole, setIsWhole] = useState(false);
  const { title, none, many } = words[field];
  const { rows, valueCount } = preview.breakdowns[field];
  const named = rows.filter(({ value }) => value !== null);
  const unnamed = rows.find(({ value }) => value === null);
  const isShort = named.length <= rowsShown + 1;
  const shown = isShort || isWhole ? named : named.slice(0, rowsShown);
  const hiddenCount = valueCount - shown.length;
  return (
    <section className="min-w-0">
      <h4 className="mb-1 text-xs font-medium text-muted">{title}</h4>
      <dl className="grid gap-px text-sm">
        {shown.map((row) => (
          <Row key={row.value} label={row.value ?? none} row={row} total={preview.count} />
        ))}
        {unnamed !== undefined && <Row label={none} row={unnamed} total={preview.count} />}
      </dl>
      {hiddenCount > 0 && (
        <p className="mt-1 flex items-center gap-2 text-xs text-muted">
          {hiddenCount.toLocaleString("en")} more {many}
          {!isShort && !isWhole && (
            <Button look="quiet" size="small" className="h-6! text-xs!" onClick={() => setIsWhole(true)}>
              Show {(named.length - shown.length).toLocaleString("en")}
              <span className="sr-only"> more {many}</span>
            </Button>
          )}
        </p>
      )}
    </section>
  );
};

const Row = ({ label, row, total }: { label: string; row: BreakdownRow; total: number }) => (
  <div className="relative flex justify-between gap-3 overflow-hidden rounded-sm px-1.5 leading-6">
    <span
      aria-hidden
      className="absolute inset-y-0 left-0 rounded-sm bg-accent-soft"
      style={{ width: `${(row.count / total) * 100}%` }}
    />
    <dt
      dir="auto"
      title={row.value ?? undefined}
      className={`relative min-w-0 truncate ${row.value === null ? "text-muted" : ""}`}
    >
      {label}
    </dt>
    <dd className="relative" title={memoryCountWords(row.count)}>
      {row.count.toLocaleString("en")}
    </dd>
  </div>
);
