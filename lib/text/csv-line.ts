import Papa from "papaparse";

/**
 * One line of CSV (RFC 4180). Text that a spreadsheet would run as a formula gets an apostrophe before it, which shows it as
 * text: also behind a tab, a line break or a semicolon within, where some programs begin a new cell in spite of the quotes.
 * Papaparse's own `escapeFormulae` looks at the beginning of a cell only.
 */
export const csvLine = (cells: readonly (string | number | null)[]): string =>
  `${Papa.unparse([cells.map(asText)], { newline: "\r\n" })}\r\n`;

const asText = (cell: string | number | null): string | number | null =>
  typeof cell === "string" ? cell.replace(formulaStart, "$1'$2") : cell;

// The wide forms are taken for the narrow ones by East Asian editions of Excel.
const formulaStart = /(^|[\t\r\n;])(\s*[=+\-@＝＋－＠]|(?<![^])[\t\r\n])/g;
