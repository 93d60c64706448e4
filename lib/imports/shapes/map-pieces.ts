import { isJsonObject } from "@/lib/json/json-object";
import { readJson } from "@/lib/imports/parse-memory";
import type { Piece } from "@/lib/imports/piece";
import { writeExact } from "@/lib/json/write-exact";
import { isExportEnd } from "@/lib/memories/export-end";
import { notMemories, recognise, type Recognised } from "./recognise";
import { type MappedField, type Shape } from "./shape";

/** How many values may come before the first that shows what a file is. */
const undecidedMax = 100;
/** In a file with so few values, all of them broken, each is reported by itself. */
const brokenMax = 3;

type Report = { shapeName: string | null; mapping: readonly MappedField[]; leftOut: Map<string, number> };

/**
 * Hands pieces on in Mem0's shape. The first that has a known shape decides for the whole file, and is written into the report.
 * Throws an UnreadableFile when it is in a shape that cannot be mapped, or none of the first has one.
 */
export async function* mapPieces(
  source: AsyncIterable<Piece[]>,
  report: Report,
  isJsonLike: boolean,
): AsyncGenerator<Piece[]> {
  let decided: Recognised | null = null;
  let undecided: Piece[] = [];
  for await (const pieces of source) {
    if (decided !== null) {
      yield mapped(pieces, decided, report);
      continue;
    }
    undecided = [...undecided, ...pieces];
    decided = decide(undecided);
    if (decided === null) {
      if (undecided.length > undecidedMax) throw notMemories(valuesOf(undecided));
      continue;
    }
    if (decided.kind === "mapped") {
      report.shapeName = decided.shape.name;
      report.mapping = decided.shape.fields;
    }
    yield mapped(undecided, decided, report);
    undecided = [];
  }
  const values = valuesOf(undecided);
  const isBroken = isJsonLike && values.length === 0 && undecided.length <= brokenMax;
  if (undecided.length > 0 && !isBroken && !(values.length > 0 && values.every(isExportEnd)))
    throw notMemories(values);
  yield undecided;
}

const decide = (pieces: readonly Piece[]): Recognised | null => {
  for (const piece of pieces) {
    const found = recognise(valueOf(piece), piece.around);
    if (found !== null) return found;
  }
  return null;
};

const valueOf = ({ bytes }: Piece): unknown => {
  const read = bytes === null ? null : readJson(bytes);
  return read?.ok === true ? read.value : undefined;
};

const valuesOf = (pieces: readonly Piece[]): unknown[] =>
  pieces.map(valueOf).filter((value) => value !== undefined);

const mapped = (pieces: Piece[], decided: Recognised, report: Report): Piece[] =>
  decided.kind === "own" ? pieces : pieces.flatMap((piece) => mappedPiece(piece, decided.shape, report));

const encoder = new TextEncoder();

const mappedPiece = (piece: Piece, { map }: Extract<Shape, { map: unknown }>, report: Report): Piece[] => {
  if (piece.bytes === null) return [piece];
  const { number, place } = piece;
  const read = readJson(piece.bytes);
  if (!read.ok) return [{ number, place, bytes: null, reason: read.reason }];
  if (!isJsonObject(read.value))
    return [{ number, place, bytes: null, reason: "This is not a JSON object." }];
  const result = map(read.value, piece.around);
  switch (result.kind) {
    case "memory":
      return [{ number, place, bytes: encoder.encode(writeExact(result.memory)), reason: null }];
    case "bad":
      return [{ number, place, bytes: null, reason: result.reason }];
    case "left_out":
      report.leftOut.set(result.why, (report.leftOut.get(result.why) ?? 0) + 1);
      return [];
  }
};
