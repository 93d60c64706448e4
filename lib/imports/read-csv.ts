import { csvRecords, type CsvRecord } from "./csv-records";
import { rowOf, type CsvColumn, type CsvLayout } from "./csv-header";
import type { KnownKey } from "./known-keys";
import { tooLong, type Piece } from "./piece";

/** The memories of a CSV file, a row each, as JSON. An empty cell says nothing. */
export async function* readCsv(
  source: AsyncIterable<Uint8Array>,
  { delimiter, columns, rowsBefore, isReturnEnd }: CsvLayout,
): AsyncGenerator<Piece[]> {
  let left = rowsBefore;
  for await (const records of csvRecords(source, delimiter, isReturnEnd)) {
    const rows = records.slice(left);
    left -= records.length - rows.length;
    yield rows.map((record) => pieceOf(record, delimiter, columns));
  }
}

const pieceOf = (record: CsvRecord, delimiter: string, columns: readonly CsvColumn[]): Piece => {
  const place = { number: record.line, place: "line" as const };
  const read = jsonOf(record, delimiter, columns);
  return "reason" in read
    ? { ...place, bytes: null, reason: read.reason }
    : { ...place, bytes: encoder.encode(read.json), reason: null };
};

const encoder = new TextEncoder();
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const jsonOf = (
  { bytes }: CsvRecord,
  delimiter: string,
  columns: readonly CsvColumn[],
): { json: string } | { reason: string } => {
  if (bytes === null) return { reason: tooLong };
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { reason: "This is not valid UTF-8." };
  }
  const cells = rowOf(text.replace(/\r$/, ""), delimiter);
  if (cells === null) return { reason: "The quotes in this row do not match." };
  if (cells.length !== columns.length)
    return { reason: `This row has ${cells.length} columns, and the first row ${columns.length}.` };
  const members: string[] = [];
  for (const [index, { name, key }] of columns.entries()) {
    const cell = cells[index] ?? "";
    if (cell === "") continue;
    const value = key === null ? "null" : valueOf(key, cell);
    if (value === null) return { reason: `"${key}" ${kinds[key ?? "id"] ?? ""}.` };
    members.push(`${JSON.stringify(key ?? name)}:${value}`);
  }
  return { json: `{${members.join(",")}}` };
};

/** The JSON of a cell; null when it is not JSON. Numbers in it stay the digits they are. */
const valueOf = (key: KnownKey, cell: string): string | null => {
  if (key === "metadata") return isJson(cell, "{") ? cell.trim() : null;
  if (key === "categories") {
    if (!cell.trimStart().startsWith("[")) return JSON.stringify([cell]);
    return isJson(cell, "[") ? cell.trim() : null;
  }
  if (key === "immutable") return flags[cell.trim().toLowerCase()] ?? null;
  return JSON.stringify(cell);
};

const flags: Partial<Record<string, string>> = {
  true: "true",
  false: "false",
  "1": "true",
  "0": "false",
  yes: "true",
  no: "false",
};

const kinds: Partial<Record<KnownKey, string>> = {
  metadata: "is not a JSON object",
  categories: "is not a JSON list",
  immutable: "is not true or false",
};

const isJson = (text: string, opening: string): boolean => {
  if (!text.trimStart().startsWith(opening)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
