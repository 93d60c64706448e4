import { setImmediate } from "node:timers/promises";
import type { Direction, Line, Style } from "./line-runs";
import { linesOf } from "./line-runs";
import {
  asArtifact,
  asContent,
  drawLine,
  drawRule,
  heightOf,
  lineHeight,
  openElement,
  turnPage,
  type Element,
  type Paper,
} from "./paper";
import { gray, hairline, small, tableHead } from "./styles";

/** `share`: of the width, beside that of the other columns. */
export type Column = { title: string; share: number; align?: "left" | "right" };
export type CellText = { text: string; style?: Style; direction?: Direction };
/** Each text begins on a line of its own. */
export type Cell = CellText[];

const padding = 2;
const gap = 11;

/**
 * A table over as many pages as it takes, with its head on each. A row is not cut unless it is longer than a page. Between rows others
 * have their turn: a table of a thousand takes seconds.
 */
export const drawTable = async (
  paper: Paper,
  columns: readonly Column[],
  rows: readonly Cell[][],
): Promise<void> => {
  const places = placesOf(paper, columns);
  const table = openElement(paper, "Table");
  const head = columns.map(({ title }, index) =>
    cellLines(paper, [{ text: title, style: tableHead }], places[index]?.width ?? 0),
  );
  const headHeight = heightOfRow(head);
  const drawHead = (row: Element | null): void => {
    drawChunk(paper, head, places, row, "TH");
    drawRule(paper, { y: paper.y, color: gray, weight: 0.8 });
  };
  const turn = (): void => {
    turnPage(paper);
    drawHead(null);
  };
  const first = rows[0]?.map((cell, index) => cellLines(paper, cell, places[index]?.width ?? 0));
  if (paper.y + headHeight + Math.min(heightOfRow(first ?? []), 120) > paper.bottom) turnPage(paper);
  drawHead(openElement(paper, "TR", { parent: table }));
  const pageHeight = paper.bottom - paper.left - headHeight - 30;
  for (const [index, row] of rows.entries()) {
    if (index % 10 === 9) await setImmediate();
    let rest = row.map((cell, index) => cellLines(paper, cell, places[index]?.width ?? 0));
    const element = openElement(paper, "TR", { parent: table });
    const cells = columns.map(() => openElement(paper, "TD", { parent: element }));
    if (paper.y + heightOfRow(rest) > paper.bottom && heightOfRow(rest) <= pageHeight) turn();
    while (rest.some((lines) => lines.length > 0)) {
      const room = paper.bottom - paper.y - 2 * padding;
      const now = rest.map((lines) => fitting(lines, room));
      if (now.every((lines) => lines.length === 0)) {
        turn();
        continue;
      }
      drawCells(paper, now, places, cells);
      rest = rest.map((lines, index) => lines.slice(now[index]?.length ?? 0));
      if (rest.some((lines) => lines.length > 0)) turn();
    }
    drawRule(paper, { y: paper.y, color: hairline, weight: 0.5 });
  }
};

type ColumnPlace = { x: number; width: number; align: "left" | "right" };

const placesOf = (paper: Paper, columns: readonly Column[]): ColumnPlace[] => {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const width = paper.width - gap * (columns.length - 1);
  let x = paper.left;
  return columns.map(({ share, align = "left" }) => {
    const place = { x, width: (width * share) / shares, align };
    x += place.width + gap;
    return place;
  });
};

const cellLines = (paper: Paper, cell: Cell, width: number): Line[] =>
  cell.flatMap(({ text, style = small, direction = "ltr" }) =>
    linesOf(paper.fonts, text, style, { width, direction }),
  );

const heightOfRow = (cells: readonly Line[][]): number => Math.max(0, ...cells.map(heightOf)) + 2 * padding;

const fitting = (lines: readonly Line[], height: number): Line[] => {
  let used = 0;
  const index = lines.findIndex(({ style }) => {
    used += lineHeight(style);
    return used > height;
  });
  return index === -1 ? [...lines] : lines.slice(0, index);
};

/** The head: with cells of its own where it stands first, and beside the reading where it is repeated. */
const drawChunk = (
  paper: Paper,
  cells: readonly Line[][],
  places: readonly ColumnPlace[],
  row: Element | null,
  tag: "TH",
): void => {
  if (row === null) asArtifact(paper, "Pagination", () => drawCells(paper, cells, places, null));
  else
    drawCells(
      paper,
      cells,
      places,
      cells.map(() => openElement(paper, tag, { parent: row })),
    );
};

const drawCells = (
  paper: Paper,
  cells: readonly Line[][],
  places: readonly ColumnPlace[],
  elements: readonly Element[] | null,
): void => {
  for (const [index, lines] of cells.entries()) {
    const place = places[index];
    if (place === undefined) continue;
    let y = paper.y + padding;
    for (const line of lines) {
      const draw = () => drawLine(paper, line, { ...place, y });
      const element = elements?.[index];
      if (element === undefined) draw();
      else asContent(paper, element, draw);
      y += lineHeight(line.style);
    }
  }
  paper.y += heightOfRow(cells);
};
