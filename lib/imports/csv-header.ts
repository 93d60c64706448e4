import Papa from "papaparse";
import { knownKeyOf, likelyKeyOf, type KnownKey } from "./known-keys";
import { UnreadableFile } from "./unreadable-file";

/** What a column of a CSV file is taken for; null for one that is not imported. */
export type CsvColumn = { name: string; key: KnownKey | null };

const delimiters = [",", ";", "\t", "|"] as const;

/** What the text of a memory is called elsewhere. */
const textNames = ["text", "content", "fact", "data"];

/** How a CSV file is written. `rowsBefore`: those that hold no memory. `isReturnEnd`: a line ends with a carriage return alone. */
export type CsvLayout = { delimiter: string; columns: CsvColumn[]; rowsBefore: number; isReturnEnd: boolean };

/** What is known of a CSV file by its beginning; null when it is no CSV with memories. */
export const csvHeaderOf = (beginning: string): CsvLayout | null => {
  // Excel's own first line, which says what separates the columns.
  const [said = "", saidDelimiter] = /^\s*sep=(.)\r?\n/i.exec(beginning) ?? [];
  const head = beginning.slice(said.length);
  const rowsBefore = said === "" ? 1 : 2;
  const isReturnEnd = isReturnOnly(head);
  const found = (saidDelimiter === undefined ? delimiters : [saidDelimiter])
    .map((delimiter) => ({
      delimiter,
      columns: columnsOf(firstRow(head, delimiter)),
      rowsBefore,
      isReturnEnd,
    }))
    .filter(({ columns }) => columns.some(({ key }) => key === "memory"))
    .sort((a, b) => b.columns.length - a.columns.length);
  const [header] = found;
  if (header === undefined) return null;
  const keys = header.columns.flatMap(({ key }) => (key === null ? [] : [key]));
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined)
    throw new UnreadableFile(`Two columns of this CSV file mean "${twice}". Remove one of them.`);
  return header;
};

/** As spreadsheets on old Macs write it; what stands in quotes does not count. */
const isReturnOnly = (head: string): boolean => {
  const outside = head.replace(/"[^"]*("|$)/g, "");
  return outside.includes("\r") && !outside.includes("\n");
};

export const rowOf = (text: string, delimiter: string): string[] | null => {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: "\n" });
  return errors.length > 0 || data.length !== 1 ? null : (data[0] ?? null);
};

const firstRow = (head: string, delimiter: string): string[] =>
  Papa.parse<string[]>(head.trimStart(), { delimiter, preview: 1 }).data[0] ?? [];

/** A header is written by hand: case, spaces and hyphens do not matter in it, and what it is taken for is shown. */
const columnsOf = (names: string[]): CsvColumn[] => {
  const columns = names.map((name) => ({
    name: name.trim(),
    key: knownKeyOf(name) ?? likelyKeyOf(name) ?? null,
  }));
  if (columns.some(({ key }) => key === "memory")) return columns;
  const texts = columns.filter(({ name }) => textNames.includes(name.toLowerCase()));
  return texts.length === 1 && columns.length > 1
    ? columns.map((column) => (column === texts[0] ? { ...column, key: "memory" } : column))
    : columns;
};
