import clsx from "clsx";
import { memo } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { fixedClasses } from "./table-header";
import type { Density } from "./table-preferences";
import type { DataColumn } from "./types";

/** Said by the row and by the cells that stay in view above it: inherited, each change of a row would be one of all of its cells. */
const backgroundClasses = "bg-surface group-hover/row:bg-hover group-data-shaded/row:bg-selected";

const activeClasses = clsx(
  "relative group-aria-[current=true]/row:before:absolute group-aria-[current=true]/row:before:inset-y-0",
  "group-aria-[current=true]/row:before:left-0 group-aria-[current=true]/row:before:w-[3px]",
  "group-aria-[current=true]/row:before:bg-accent",
);

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
};

/**
 * One row. It has no handlers of its own, as the table listens for all of its rows, and its cells know neither density nor
 * selection: a click draws the frame of one row again, and no cell.
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
}: Props<Data>) => (
  <tr
    data-row-id={id}
    data-density={density}
    tabIndex={isTabStop ? 0 : -1}
    aria-current={isActive ? "true" : undefined}
    aria-busy={isDimmed || undefined}
    data-shaded={isSelected || isActive || undefined}
    className={clsx(
      // A layer of its own: what is drawn of other rows is used again.
      "group/row isolate scroll-mt-[36px] cursor-default outline-none transition-opacity",
      "bg-surface hover:bg-hover data-shaded:bg-selected",
      isDimmed && "opacity-45",
    )}
  >
    {selectLabel !== undefined && (
      <td data-select-cell className={clsx("row-cell sticky left-0 z-10 pl-4", backgroundClasses)}>
        <Checkbox
          aria-label={selectLabel}
          isChecked={isSelected}
          tabIndex={isTabStop ? 0 : -1}
          disabled={isDimmed}
        />
      </td>
    )}
    <RowCells row={row} columns={columns} hasCheckbox={selectLabel !== undefined} />
  </tr>
);

const Cells = <Data,>({
  row,
  columns,
  hasCheckbox,
}: {
  row: Data;
  columns: readonly DataColumn<Data>[];
  hasCheckbox: boolean;
}) => (
  <>
    {columns.map((column) => (
      <td
        key={column.id}
        className={clsx(
          "row-cell",
          column.endsItself !== true && "overflow-hidden",
          column.isFixed === true && ["sm:z-10", backgroundClasses, fixedClasses(hasCheckbox), activeClasses],
        )}
      >
        {column.cell(row)}
      </td>
    ))}
    <td aria-hidden className="border-b p-0" />
  </>
);

// memo() forgets that a component is generic; its props are the same.
const RowCells = memo(Cells) as typeof Cells;
export const TableRow = memo(Row) as typeof Row;
