"use client";

import clsx from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { ColumnResizer } from "./column-resizer";
import { Checkbox } from "@/components/ui/checkbox";
import type { PlacedColumn } from "./use-table-columns";
import { widthMin } from "./use-table-columns";
import type { TableSort } from "./types";

const cellClasses = "sticky top-0 z-20 h-[36px] border-b bg-canvas text-left text-xs font-medium text-muted";

export type PageSelection = "none" | "some" | "all";

/** The header row: select the page, sort, resize. It stays in view. */
export const TableHeader = <Row,>({
  columns,
  sort,
  onSortChange,
  pageSelection,
  isSelectionDisabled,
  onSelectPage,
  onResize,
  onResetWidth,
}: {
  columns: PlacedColumn<Row>[];
  sort: TableSort | undefined;
  onSortChange: ((sort: TableSort) => void) | undefined;
  /** Undefined when rows cannot be selected. */
  pageSelection: PageSelection | undefined;
  isSelectionDisabled: boolean;
  onSelectPage: (isSelected: boolean) => void;
  onResize: (columnId: string, width: number, isDone: boolean) => void;
  onResetWidth: (columnId: string) => void;
}) => (
  <thead>
    <tr>
      {pageSelection !== undefined && (
        <th scope="col" className={clsx(cellClasses, "left-0 z-30 pl-4")}>
          <Checkbox
            aria-label="Select all on this page"
            isChecked={pageSelection === "all"}
            isIndeterminate={pageSelection === "some"}
            disabled={isSelectionDisabled}
            onCheckedChange={onSelectPage}
          />
        </th>
      )}
      {columns.map(({ column, size }) => (
        <th
          key={column.id}
          scope="col"
          aria-sort={sort?.columnId === column.id ? `${sort.direction}ending` : undefined}
          className={clsx(
            cellClasses,
            column.isFixed === true && [fixedClasses(pageSelection !== undefined), "sm:z-30"],
          )}
        >
          {column.isSortable === true && onSortChange !== undefined ? (
            <SortButton column={column} sort={sort} onSortChange={onSortChange} />
          ) : (
            <span className="block truncate px-2" title={column.whyUnsortable}>
              {column.label}
              {column.whyUnsortable !== undefined && (
                <span className="sr-only">. {column.whyUnsortable}</span>
              )}
            </span>
          )}
          <ColumnResizer
            label={column.label}
            width={size}
            widthMin={column.widthMin ?? widthMin}
            onResize={(width, isDone) => onResize(column.id, width, isDone)}
            onReset={() => onResetWidth(column.id)}
          />
        </th>
      ))}
      <td aria-hidden className={clsx(cellClasses, "p-0")} />
    </tr>
  </thead>
);

/** Keeps the first column in view beside the checkboxes; on a phone it would leave no room for the others. */
export const fixedClasses = (hasCheckbox: boolean): string =>
  clsx("sm:sticky", hasCheckbox ? "sm:left-[40px]" : "sm:left-0");

const SortButton = <Row,>({
  column,
  sort,
  onSortChange,
}: {
  column: PlacedColumn<Row>["column"];
  sort: TableSort | undefined;
  onSortChange: (sort: TableSort) => void;
}) => {
  const direction = sort?.columnId === column.id ? sort.direction : null;
  const Icon = direction === "asc" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      onClick={() => onSortChange({ columnId: column.id, direction: direction === "desc" ? "asc" : "desc" })}
      className={clsx(
        "group flex h-full w-full min-w-0 items-center gap-1 px-2 text-left hover:text-text focus-visible:-outline-offset-2",
        direction !== null && "text-text",
      )}
    >
      <span className="truncate">{column.label}</span>
      <Icon
        size={12}
        aria-hidden
        className={clsx(
          "shrink-0",
          direction === null && "opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60",
        )}
      />
    </button>
  );
};
