import type { ReactNode } from "react";

/** A column of a data table: what it is called, how wide it is (pixels), what it shows of a row. */
export type DataColumn<Row> = {
  id: string;
  label: string;
  width: number;
  widthMin?: number;
  /** Takes the remaining room until it is resized. At most one column. */
  isFlexible?: boolean;
  /** The first column: it cannot be hidden or moved, and stays in view when the table scrolls sideways. */
  isFixed?: boolean;
  isSortable?: boolean;
  /** Why it cannot be sorted by here, though it could be elsewhere; then it is not sortable. */
  whyUnsortable?: string;
  /** Whether what it shows ends by itself where the cell does. All else is cut off by the cell, and each cut makes every frame longer. */
  endsItself?: boolean;
  cell: (row: Row) => ReactNode;
};

/** The column the rows are ordered by. The order is the server's; the table only shows it and asks for another. */
export type TableSort = { columnId: string; direction: "asc" | "desc" };

/** What can be done with the values of a row, cell by cell. */
export type TableActions<Row> = {
  /** What is called so over a cell: "Actions for user maya"; null for a cell without any. */
  labelOf: (row: Row, columnId: string) => string | null;
  /** The menu, of one cell or (null) of the row. */
  menu: (opened: { row: Row; columnId: string | null; anchor: Element; onClose: () => void }) => ReactNode;
};

/** Which rows are selected. The table asks for rows to be selected or not, one by one or as a range. */
export type TableSelection<Row> = {
  isSelected: (row: Row) => boolean;
  onSelect: (rows: Row[], isSelected: boolean) => void;
  /** What a screen reader calls a row's checkbox. */
  labelOf: (row: Row) => string;
};
