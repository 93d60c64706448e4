import { csvHeaderOf } from "./csv-header";
import { notTextReason } from "./file-kind";
import { headFirst } from "./head-first";
import { JsonSplitter } from "./json-splitter";
import { PageTally } from "./missing-pages";
import type { Piece } from "./piece";
import { readCsv } from "./read-csv";
import { mapPieces } from "./shapes/map-pieces";
import type { MappedField } from "./shapes/shape";
import { toUtf8 } from "./to-utf8";
import { unpack } from "./unpack";
import { UnreadableFile } from "./unreadable-file";

/** What is known of a file beside its memories. Grows while it is read. */
export type FileReport = {
  /** How it is packed and written: "gzip", "zip: memories.json", "UTF-16", "JSON". */
  format: string[];
  /** What it seems to be, where it is not in Mem0's shape; reads on from "This looks like". */
  shapeName: string | null;
  /** How fields are imported, where it is not spelled as Mem0 does. */
  mapping: readonly MappedField[];
  /** Columns of a CSV file that are not imported. */
  columnsIgnored: readonly string[];
  /** Memories that are not to be imported, by the reason. */
  leftOut: Map<string, number>;
  /** What of the whole is not in the file, or was not read; complete when it is read to its end. */
  warnings: () => string[];
};

export type OpenFile = { pieces: AsyncIterable<Piece[]>; report: FileReport };

const headBytesMin = 65_536;

/**
 * Opens a file with memories: JSON in any layout, CSV with a header, in UTF-8 or UTF-16, packed with gzip or
 * zip; in Mem0's shape or another tool's. `pieces` are memories in Mem0's shape, as JSON in UTF-8, read as they are asked
 * for and in bounded memory. Throws an UnreadableFile, here or on the way, that says what the file seems to be; what the
 * source throws comes through. Runs in browsers, too.
 */
export const openFile = async (source: AsyncIterable<Uint8Array>): Promise<OpenFile> => {
  const { source: unpacked, packing, passedOver } = await unpack(source);
  const { source: text, encoding } = await toUtf8(unpacked);
  const { head, whole } = await headFirst(text, headBytesMin);
  const problem = notTextReason(head);
  if (problem !== null) throw new UnreadableFile(problem);
  const tally = new PageTally();
  const report: FileReport = {
    format: [...packing, ...(encoding === null ? [] : [encoding])],
    shapeName: null,
    mapping: [],
    columnsIgnored: [],
    leftOut: new Map(),
    warnings: () => [...passedOver().map(passedOverWords), ...tally.warnings()],
  };
  const isJson = isJsonLike(head);
  const csv = isJson ? null : csvHeaderOf(new TextDecoder().decode(head));
  if (csv !== null) {
    report.format.push("CSV");
    report.mapping = csv.columns.flatMap(({ name, key }) => (key === null ? [] : [{ from: name, to: key }]));
    report.columnsIgnored = csv.columns.flatMap(({ name, key }) => (key === null ? [name] : []));
    return { pieces: readCsv(whole, csv), report };
  }
  report.format.push("JSON");
  const splitter = new JsonSplitter((page) => tally.add(page));
  return { pieces: ofZip(mapPieces(split(whole, splitter), report, isJson), packing), report };
};

/** Of a zip only one file is read. An error about it names that file. */
async function* ofZip(pieces: AsyncIterable<Piece[]>, packing: readonly string[]): AsyncGenerator<Piece[]> {
  try {
    yield* pieces;
  } catch (error) {
    const zip = packing.find((each) => each.startsWith("zip: "));
    if (zip === undefined || !(error instanceof UnreadableFile)) throw error;
    throw new UnreadableFile(
      `Of the zip, ${zip.slice("zip: ".length)} was read. ${error.message} If its memories are in another file, unpack the zip and import that file.`,
    );
  }
}

async function* split(source: AsyncIterable<Uint8Array>, splitter: JsonSplitter): AsyncGenerator<Piece[]> {
  for await (const chunk of source) yield splitter.push(chunk);
  yield splitter.end();
}

const isJsonLike = (head: Uint8Array): boolean =>
  /^\s*[{[]/.test(new TextDecoder("latin1").decode(head.subarray(0, 1000)));

const passedOverWords = (name: string): string =>
  `The zip also holds ${name}, which was not read. Unpack it, and import that file separately.`;
