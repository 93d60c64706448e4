"use client";

import type { ReactNode } from "react";
import { FittedId } from "@/components/data-table/fitted-id";
import type { DataColumn } from "@/components/data-table/types";
import { StoreInstant } from "@/components/stores/store-instant";
import { clipText } from "@/lib/text/clip-text";
import type { Memory } from "@/lib/memories/types";
import type { PageStore } from "@/lib/stores/page-store";
import { hasMarks, MemoryMarks } from "./memory-marks";
import { VisibleText } from "@/components/ui/visible-text";

const categoriesShown = 2;
// More than two lines of the widest column; the whole of a very long memory would only be laid out to be cut off.
const lettersShownMax = 500;

/** The columns of the memories table, without those of which a store tells nothing. Metadata is in the details. */
export const memoryColumnsOf = (store: PageStore): readonly DataColumn<Memory>[] =>
  memoryColumns
    .filter(({ id }) => !store.capabilities.missingFields.some((field) => field === id))
    .map((column) => {
      const isSorted = store.capabilities.sorts.some(({ field }) => field === column.id);
      return {
        ...column,
        endsItself: true,
        ...(column.isSortable === true &&
          !isSorted && { isSortable: false, whyUnsortable: `${store.name} cannot sort by this.` }),
      };
    });

const memoryColumns: readonly DataColumn<Memory>[] = [
  {
    id: "memory",
    label: "Memory",
    width: 340,
    widthMin: 160,
    isFlexible: true,
    isFixed: true,
    cell: (memory) => <MemoryText memory={memory} />,
  },
  { id: "user_id", label: "User", width: 112, cell: ({ userId }) => <Entity id={userId} /> },
  { id: "agent_id", label: "Agent", width: 112, cell: ({ agentId }) => <Entity id={agentId} /> },
  { id: "app_id", label: "App", width: 112, cell: ({ appId }) => <Entity id={appId} /> },
  { id: "run_id", label: "Run", width: 112, cell: ({ runId }) => <Entity id={runId} /> },
  {
    id: "categories",
    label: "Categories",
    width: 150,
    cell: ({ categories }) => <Categories categories={categories} />,
  },
  {
    id: "created_at",
    label: "Created",
    width: 92,
    isSortable: true,
    cell: ({ createdAt }) => (
      <OneLine>
        <StoreInstant at={createdAt} />
      </OneLine>
    ),
  },
  {
    id: "updated_at",
    label: "Updated",
    width: 92,
    isSortable: true,
    cell: ({ updatedAt }) => (
      <OneLine>
        <StoreInstant at={updatedAt} />
      </OneLine>
    ),
  },
  {
    id: "expiration_date",
    label: "Expires",
    width: 104,
    cell: ({ expirationDate }) =>
      expirationDate === null ? (
        <None />
      ) : (
        <OneLine>
          <time dateTime={expirationDate}>{expirationDate}</time>
        </OneLine>
      ),
  },
  { id: "immutable", label: "Immutable", width: 88, cell: ({ immutable }) => (immutable ? "Yes" : <None />) },
];

const MemoryText = ({ memory }: { memory: Memory }) => (
  <div className="flex items-center gap-2">
    <p
      dir="auto"
      className="line-clamp-2 min-w-0 flex-1 break-words group-data-[density=compact]/row:line-clamp-1 group-data-[density=compact]/row:break-all"
    >
      <VisibleText text={clipText(memory.memory, lettersShownMax)} />
    </p>
    {hasMarks(memory) && (
      <span className="flex shrink-0 gap-1">
        <MemoryMarks memory={memory} />
      </span>
    )}
  </div>
);

const OneLine = ({ children }: { children: ReactNode }) => <span className="block truncate">{children}</span>;

const None = () => <span className="text-muted">–</span>;

const Entity = ({ id }: { id: string | null }) => (id === null ? <None /> : <FittedId id={id} />);

const Categories = ({ categories }: { categories: string[] }) => {
  if (categories.length === 0) return <None />;
  const hiddenCount = categories.length - categoriesShown;
  return (
    <span title={categories.join("\n")} className="flex min-w-0 items-center gap-1">
      {categories.slice(0, categoriesShown).map((category) => (
        <span
          key={category}
          dir="auto"
          className="min-w-0 truncate rounded-sm border px-1 text-xs leading-[18px] text-muted"
        >
          {category}
        </span>
      ))}
      {hiddenCount > 0 && (
        <span className="shrink-0 text-xs text-muted">
          +{hiddenCount}
          <span className="sr-only"> more: {categories.slice(categoriesShown).join(", ")}</span>
        </span>
      )}
    </span>
  );
};
