import clsx from "clsx";
import { memo } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { RowCheckbox } from "./row-checkbox";
import { fixedClasses } from "./table-header";
import type { Density } from "./table-preferences";
import type { DataColumn } from "./types";

const cellClasses = clsx(
  "overflow-hidden border-b px-2 py-0 leading-[16px]",
  // The row's own outline would lie below the cells that stay in view.
  "group-focus-visible/row:shadow-[inset_0_2px_0_var(--color-accent),inset_0_-2px_0_var(--color-accent)]",
);
// Every row of a table has the same height, so that nothing jumps. Cells may look at `data-density` to say less.
const heights: Record<Density, string> = { comfortable: "h-[36px]", compact: "h-[28px]" };

type Props<Row> = {
  row: Row;
  id: string;
  columns: readonly DataColumn<Row>[];
  density: Density;
  /** What a screen reader calls the checkbox; undefined when rows cannot be selected. */
  selectLabel: string | undefined;
  isSelected: boolean;
  isActive: boolean;
  isDimmed: boolean;
  /** The one row that the tab key reaches. */
  isTabStop: boolean;
  isOpenable: boolean;
};

/**
 * One row. It has no handlers of its own: the table listens for all of its rows, so that a row is drawn again only when
 * what it shows has changed.
 */
const Row = <Data,>({
  row,
  id,
  columns,
  density,
  selectLabel,
  isSelected,
  isActive,
  isDimmed,
  isTabStop,
  isOpenable,
}: Props<Data>) => (
  <tr
    data-row-id={id}
    data-density={density}
    tabIndex={isTabStop ? 0 : -1}
    aria-current={isActive ? "true" : undefined}
    aria-busy={isDimmed || undefined}
    className={clsx(
      "group/row scroll-mt-[36px] outline-none transition-opacity",
      isSelected || isActive ? "bg-selected" : "bg-surface hover:bg-hover",
      isDimmed && "opacity-45",
      isOpenable && "cursor-default",
    )}
  >
    {selectLabel !== undefined && (
      <td
        data-select-cell
        className={clsx(cellClasses, heights[density], "sticky left-0 z-10 bg-inherit pl-4")}
      >
        <RowCheckbox
          aria-label={selectLabel}
          checked={isSelected}
          readOnly
          tabIndex={isTabStop ? 0 : -1}
          disabled={isDimmed}
        />
      </td>
    )}
    {columns.map((column) => (
      <td
        key={column.id}
        className={clsx(
          cellClasses,
          heights[density],
          column.isFixed === true && [fixedClasses(selectLabel !== undefined), "bg-inherit sm:z-10"],
          column.isFixed === true &&
            isActive &&
            "relative before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-accent",
        )}
      >
        {column.cell(row)}
      </td>
    ))}
    <td aria-hidden className="border-b p-0" />
  </tr>
);

// memo() forgets that the component is generic; its props are the same.
export const TableRow = memo(Row) as typeof Row;

/** Rows of grey bars of the rows' own height, while the first page is being read. */
export const SkeletonRows = ({
  count,
  columnCount,
  density,
  hasCheckbox,
}: {
  count: number;
  columnCount: number;
  density: Density;
  hasCheckbox: boolean;
}) => (
  <>
    {Array.from({ length: count }, (_, index) => (
      <tr key={index} aria-hidden className="bg-surface">
        {hasCheckbox && (
          <td className={clsx(cellClasses, heights[density], "pl-4")}>
            <Skeleton className="size-4" />
          </td>
        )}
        {Array.from({ length: columnCount }, (_, column) => (
          <td key={column} className={clsx(cellClasses, heights[density])}>
            <Skeleton className={skeletonWidths[(index + column * 3) % skeletonWidths.length]} />
          </td>
        ))}
        <td className="border-b p-0" />
      </tr>
    ))}
  </>
);

const skeletonWidths = ["w-4/5", "w-3/5", "w-2/3", "w-1/2", "w-3/4"];
