"use client";

import {
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
  type RowData,
} from "@tanstack/react-table";
import { useMemo } from "react";
import { orderedIds, type TablePreferences } from "./table-preferences";
import type { DataColumn } from "./types";

const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
});

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
  preferences: TablePreferences,
): TableColumns<Row> => {
  const { order, hidden, widths } = preferences;
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return columns.map((column) =>
      helper.display({
        id: column.id,
        header: column.label,
        size: column.width,
        minSize: column.widthMin ?? widthMin,
        maxSize: widthMax,
      }),
    );
  }, [columns]);
  const columnOrder = useMemo(
    () =>
      orderedIds(
        columns.map(({ id }) => id),
        order,
      ),
    [columns, order],
  );
  const columnVisibility = useMemo(
    () =>
      Object.fromEntries(columns.map(({ id, isFixed }) => [id, isFixed === true || !hidden.includes(id)])),
    [columns, hidden],
  );
  const columnPinning = useMemo(
    () => ({ start: columns.filter(({ isFixed }) => isFixed === true).map(({ id }) => id), end: [] }),
    [columns],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: idOf,
    state: { columnOrder, columnVisibility, columnPinning, columnSizing: widths },
  });

  const visibleIds = table.getVisibleLeafColumns().map(({ id }) => id);
  const visibleKey = visibleIds.join("\n");
  const visible = useMemo(
    () => visibleKey.split("\n").flatMap((id) => columns.filter((column) => column.id === id)),
    [columns, visibleKey],
  );
  return {
    visible,
    placed: visible.map((column) => ({
      column,
      size: table.getColumn(column.id)?.getSize() ?? column.width,
      width:
        column.isFlexible === true && widths[column.id] === undefined
          ? null
          : (table.getColumn(column.id)?.getSize() ?? column.width),
    })),
    rows: table.getRowModel().rows.map(({ id, original }) => ({ id, row: original })),
  };
};
