import clsx from "clsx";
import { memo } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { fixedClasses } from "./table-header";
import type { Density } from "./table-preferences";
import type { DataColumn } from "./types";

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
    className={clsx(
      "group/row scroll-mt-[36px] cursor-default outline-none transition-opacity",
      isSelected || isActive ? "bg-selected" : "bg-surface hover:bg-hover",
      isDimmed && "opacity-45",
    )}
  >
    {selectLabel !== undefined && (
      <td data-select-cell className={"row-cell sticky left-0 z-10 bg-inherit pl-4"}>
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
        className={
          column.isFixed === true
            ? clsx("row-cell bg-inherit sm:z-10", fixedClasses(hasCheckbox), activeClasses)
            : "row-cell"
        }
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
