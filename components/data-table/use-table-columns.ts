"use client";

import {
  columnOrderingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
  type RowData,
} from "@tanstack/react-table";
import { useMemo } from "react";
import { orderedIds, type TablePreferences } from "./table-preferences";
import type { DataColumn } from "./types";

// No more of the library than is used: each of its features comes to every page with a table.
const features = tableFeatures({ columnOrderingFeature, columnVisibilityFeature });

export const widthMax = 1_200;
export const widthMin = 56;

/** A column as it stands in the table: `width` is null for the flexible one, which takes what is left. */
export type PlacedColumn<Row> = { column: DataColumn<Row>; width: number | null; size: number };

export type TableColumns<Row extends RowData> = {
  /** Visible columns, from the start. */
  placed: PlacedColumn<Row>[];
  /** The same without widths: stays the same object during a resize, so that rows are not drawn again. */
  visible: DataColumn<Row>[];
  rows: { id: string; row: Row }[];
};

/** Puts columns in their remembered order and sizes, and rows behind their ids. `columns` must be stable. */
export const useTableColumns = <Row extends RowData>(
  columns: readonly DataColumn<Row>[],
  rows: readonly Row[],
  idOf: (row: Row) => string,
  { order, hidden, widths }: TablePreferences,
): TableColumns<Row> => {
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return columns.map(({ id, label }) => helper.display({ id, header: label }));
  }, [columns]);
  const columnOrder = useMemo(() => fixedFirst(columns, order), [columns, order]);
  const columnVisibility = useMemo(
    () =>
      Object.fromEntries(columns.map(({ id, isFixed }) => [id, isFixed === true || !hidden.includes(id)])),
    [columns, hidden],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: idOf,
    state: { columnOrder, columnVisibility },
  });

  const visibleKey = table
    .getVisibleLeafColumns()
    .map(({ id }) => id)
    .join("\n");
  const visible = useMemo(
    () => visibleKey.split("\n").flatMap((id) => columns.filter((column) => column.id === id)),
    [columns, visibleKey],
  );
  const rowModel = table.getRowModel();
  const entries = useMemo(() => rowModel.rows.map(({ id, original }) => ({ id, row: original })), [rowModel]);
  return { visible, placed: visible.map((column) => placedColumn(column, widths[column.id])), rows: entries };
};

/** Fixed columns come first, whatever was chosen. */
const fixedFirst = <Row>(columns: readonly DataColumn<Row>[], order: readonly string[]): string[] => {
  const fixed = columns.filter(({ isFixed }) => isFixed === true).map(({ id }) => id);
  const ids = orderedIds(
    columns.map(({ id }) => id),
    order,
  );
  return [...fixed, ...ids.filter((id) => !fixed.includes(id))];
};

const placedColumn = <Row>(column: DataColumn<Row>, chosen: number | undefined): PlacedColumn<Row> => {
  const size = Math.min(Math.max(chosen ?? column.width, column.widthMin ?? widthMin), widthMax);
  return { column, size, width: column.isFlexible === true && chosen === undefined ? null : size };
};
