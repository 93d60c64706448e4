"use client";

import type { RowData } from "@tanstack/react-table";
import clsx from "clsx";
import { useState, type FocusEvent, type MouseEvent, type ReactNode, type RefObject } from "react";
import { TableHeader, type PageSelection } from "./table-header";
import { SkeletonRows } from "./skeleton-rows";
import { noteOpenedRow } from "./opened-row";
import { TableRow } from "./table-row";
import { CellButton } from "./cell-button";
import type { DataColumn, TableActions, TableSelection, TableSort } from "./types";
import { useDrawnRows } from "./use-drawn-rows";
import { useRowNavigation } from "./use-row-navigation";
import { useTableColumns } from "./use-table-columns";
import type { PreferencesControl } from "./use-table-preferences";

const checkboxWidth = 40;
const noRows: readonly never[] = [];

type Props<Row> = {
  /** The table's accessible name. */
  label: string;
  /** Must stay the same array from one drawing to the next. */
  columns: readonly DataColumn<Row>[];
  /** Undefined while the first page is being read. */
  rows: readonly Row[] | undefined;
  idOf: (row: Row) => string;
  preferences: PreferencesControl;
  /** The scrolling box around the table; takes the focus when the row that had it is gone. */
  container: RefObject<HTMLDivElement | null>;
  sort?: TableSort;
  onSortChange?: (sort: TableSort) => void;
  /** Without it the table has no checkboxes. */
  selection?: TableSelection<Row> | undefined;
  /** The row whose details are open. */
  activeId?: string | null;
  onOpen?: (row: Row) => void;
  onClose?: () => void;
  /** The # key, with the row that has the focus or whose details are open. */
  onDelete?: ((row: Row | null) => void) | undefined;
  /** With it each cell has a menu, at its end under the pointer, and each row one by the key "." */
  actions?: TableActions<Row> | undefined;
  isRowDimmed?: (row: Row) => boolean;
  /** Other rows are on their way; those shown cannot be selected meanwhile. */
  isBusy?: boolean;
  skeletonCount?: number;
  /** Stays in view at the lower edge. Below the last row, so that it can be scrolled free of it and no row moves. */
  bar?: ReactNode;
  /** Shown in place of the rows when there are none. */
  children?: ReactNode;
};

/** A table of rows that a server has ordered and cut into pages. It knows nothing of what a row is. */
export const DataTable = <Row extends RowData>({
  label,
  columns,
  rows,
  idOf,
  preferences: { preferences, change },
  container,
  sort,
  onSortChange,
  selection,
  activeId = null,
  onOpen,
  onClose,
  onDelete,
  actions,
  isRowDimmed,
  isBusy = false,
  skeletonCount = 20,
  bar = null,
  children,
}: Props<Row>) => {
  // A width while its edge is being dragged; remembered when it is let go.
  const [dragged, setDragged] = useState<Record<string, number>>({});
  const [opened, setOpened] = useState<{ rowId: string; columnId: string | null; anchor: Element } | null>(
    null,
  );
  const widths = { ...preferences.widths, ...dragged };
  const table = useTableColumns(columns, rows ?? noRows, idOf, { ...preferences, widths });
  const drawnRows = useDrawnRows(table.rows);
  // Rows that are on their way out, or about to be others, cannot be selected.
  const usableSelection: TableSelection<Row> | undefined =
    selection === undefined || isBusy
      ? undefined
      : {
          ...selection,
          onSelect: (wanted, isSelected) =>
            selection.onSelect(
              wanted.filter((row) => isRowDimmed?.(row) !== true),
              isSelected,
            ),
        };
  const navigation = useRowNavigation({
    container,
    rows: table.rows,
    areAllDrawn: drawnRows.length === table.rows.length,
    activeId,
    selection: usableSelection,
    onOpen,
    onClose,
    onDelete,
    onActions:
      actions === undefined ? undefined : (rowId, anchor) => setOpened({ rowId, columnId: null, anchor }),
  });

  const resize = (columnId: string, width: number, isDone: boolean) => {
    setDragged(isDone ? {} : { [columnId]: width });
    if (isDone) change({ widths: { ...preferences.widths, [columnId]: width } });
  };
  const resetWidth = (columnId: string) =>
    change({
      widths: Object.fromEntries(Object.entries(preferences.widths).filter(([id]) => id !== columnId)),
    });

  const click = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as Element; // Clicks inside an element come from elements.
    const id = target.closest<HTMLElement>("[data-row-id]")?.dataset.rowId;
    if (id === undefined || !navigation.has(id)) return;
    const isOnControl = target.closest("a, button, input, label") !== null;
    const isOnCheckbox = target.closest("[data-select-cell]") !== null;
    const isPicking = selection !== undefined && (event.shiftKey || event.ctrlKey || event.metaKey);
    if (isOnCheckbox || (isPicking && !isOnControl)) {
      navigation.toggle(id, event.shiftKey);
      // It was kept from taking the focus, see below.
      if (event.shiftKey) navigation.focusRow(id);
    } else if (target.closest("a") !== null) {
      noteOpenedRow(id);
    } else if (!isOnControl && window.getSelection()?.isCollapsed !== false) {
      navigation.open(id);
    }
  };
  const noteFocus = (event: FocusEvent<HTMLElement>) => {
    const id = event.target.closest<HTMLElement>("[data-row-id]")?.dataset.rowId;
    if (id !== undefined) navigation.setFocusedId(id);
  };
  // Shift-click would select the text between two rows as well.
  const keepTextUnselected = (event: MouseEvent<HTMLElement>) => {
    if (event.shiftKey) event.preventDefault();
  };

  const hasCheckbox = selection !== undefined;
  const rowOf = (rowId: string) => table.rows.find(({ id }) => id === rowId)?.row;
  // With the row its menu goes.
  const openedRow = opened === null || isBusy ? undefined : rowOf(opened.rowId);
  const columnOf = (cell: HTMLTableCellElement) => table.visible[cell.cellIndex - (hasCheckbox ? 1 : 0)];
  const isFlexing = table.placed.some(({ width }) => width === null);
  const widthTotal = table.placed.reduce((sum, { size }) => sum + size, hasCheckbox ? checkboxWidth : 0);
  return (
    <div
      ref={container}
      tabIndex={-1}
      className={clsx(
        "relative flex min-h-0 flex-1 flex-col overflow-auto overscroll-x-contain bg-surface outline-none",
        bar !== null && "scroll-pb-12",
      )}
    >
      <table
        aria-label={label}
        aria-busy={isBusy || rows === undefined}
        // Widths as attributes of HTML: the content security policy lets no style attribute of the server through.
        width={widthTotal}
        className="min-w-full shrink-0 table-fixed border-separate border-spacing-0 text-sm"
      >
        <colgroup>
          {hasCheckbox && <col width={checkboxWidth} />}
          {table.placed.map(({ column, width }) => (
            <col key={column.id} width={width ?? undefined} />
          ))}
          <col width={isFlexing ? 0 : undefined} />
        </colgroup>
        <TableHeader
          columns={table.placed}
          sort={sort}
          onSortChange={onSortChange}
          pageSelection={selection === undefined ? undefined : pageSelectionOf(table.rows, selection)}
          isSelectionDisabled={usableSelection === undefined || table.rows.length === 0}
          onSelectPage={(isSelected) =>
            usableSelection?.onSelect(
              table.rows.map(({ row }) => row),
              isSelected,
            )
          }
          onResize={resize}
          onResetWidth={resetWidth}
        />
        <tbody
          onClick={click}
          onFocus={noteFocus}
          onMouseDown={keepTextUnselected}
          className={clsx("transition-opacity", isBusy && rows !== undefined && "opacity-60")}
        >
          {rows === undefined ? (
            <SkeletonRows
              count={skeletonCount}
              columnCount={table.visible.length}
              density={preferences.density}
              hasCheckbox={hasCheckbox}
            />
          ) : (
            drawnRows.map(({ id, row }) => (
              <TableRow
                key={id}
                id={id}
                row={row}
                columns={table.visible}
                density={preferences.density}
                selectLabel={selection?.labelOf(row)}
                isSelected={selection?.isSelected(row) === true}
                isActive={id === activeId}
                isDimmed={isRowDimmed?.(row) === true}
                isTabStop={id === navigation.currentId}
              />
            ))
          )}
        </tbody>
      </table>
      {actions !== undefined && (
        <CellButton
          container={container}
          labelOf={(rowId, cell) => {
            const [row, column] = [rowOf(rowId), columnOf(cell)];
            return row === undefined || column === undefined ? null : actions.labelOf(row, column.id);
          }}
          onPress={(rowId, cell) =>
            // Not at the button: it goes as soon as the pointer leaves the cell.
            setOpened({ rowId, columnId: columnOf(cell)?.id ?? null, anchor: cell })
          }
        />
      )}
      {opened !== null &&
        openedRow !== undefined &&
        actions?.menu({
          row: openedRow,
          columnId: opened.columnId,
          anchor: opened.anchor,
          onClose: () => setOpened(null),
        })}
      {/* As wide as the view and not as the table, so that it is seen however far one has scrolled. */}
      {rows?.length === 0 && <div className="sticky left-0">{children}</div>}
      {bar !== null && <div className="sticky bottom-0 left-0 z-30 mt-auto">{bar}</div>}
    </div>
  );
};

const pageSelectionOf = <Row,>(rows: { row: Row }[], selection: TableSelection<Row>): PageSelection => {
  const count = rows.filter(({ row }) => selection.isSelected(row)).length;
  return count === 0 ? "none" : count === rows.length ? "all" : "some";
};
