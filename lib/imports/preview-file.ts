import { openFile, type FileReport } from "./read-file";
import type { ImportedMemory } from "./schema";
import { knownKeys, knownKeyOf } from "./known-keys";
import { parseMemory, readJson } from "./parse-memory";
import type { MappedField } from "./shapes/shape";
import type { BadLine } from "./types";
import { UnknownKeyTally } from "./unknown-key-tally";

/** What an import would make of a file, by its beginning. Nothing is stored. */
export type FilePreview = {
  format: readonly string[];
  shapeName: string | null;
  /** What of the file is taken for what. */
  mapping: readonly MappedField[];
  /** Keys or columns that are not imported, as far as the beginning shows them. */
  ignored: readonly string[];
  /** The first memories as they would be stored. */
  memories: readonly ImportedMemory[];
  badLines: readonly BadLine[];
  /** Whether these are all there are. */
  isWhole: boolean;
};

const shownMax = 5;
const lookedAtMax = 50;

/** Reads the beginning of a file as an import would. Throws an UnreadableFile when it cannot be imported. */
export const previewFile = async (source: AsyncIterable<Uint8Array>): Promise<FilePreview> => {
  const { pieces, report } = await openFile(source);
  const memories: ImportedMemory[] = [];
  const badLines: BadLine[] = [];
  const ignored = new UnknownKeyTally();
  const seen = new Set<string>();
  let count = 0;
  for await (const some of pieces) {
    for (const { number, place, bytes, reason } of some.slice(0, lookedAtMax)) {
      const parsed = bytes === null ? { ok: false as const, reason } : parseMemory(bytes);
      if (!parsed.ok) badLines.push({ number, place, reason: parsed.reason });
      else if (parsed.memory !== null) {
        memories.push(parsed.memory);
        for (const key of parsed.unknownKeys) ignored.add(key);
        if (bytes !== null) for (const key of keysOf(bytes)) seen.add(key);
      }
    }
    count += some.length;
    if (count >= lookedAtMax) break;
  }
  return {
    format: report.format,
    shapeName: report.shapeName,
    mapping: mappingOf(report, seen),
    ignored: [...new Set([...report.columnsIgnored, ...Object.keys(ignored.counts)])],
    memories: memories.slice(0, shownMax),
    badLines: badLines.slice(0, shownMax),
    isWhole: count < lookedAtMax && memories.length <= shownMax,
  };
};

/** Of a file in Mem0's shape, the keys that it has. */
const mappingOf = (report: FileReport, seen: ReadonlySet<string>): readonly MappedField[] => {
  if (report.mapping.length > 0) return report.mapping;
  return [...seen]
    .flatMap((from) => {
      const to = knownKeyOf(from);
      return to === undefined ? [] : [{ from, to: to === "session_id" ? "run_id" : to }];
    })
    .sort((a, b) => indexOf(a.to) - indexOf(b.to));
};

const indexOf = (key: string): number => knownKeys.findIndex((known) => known === key);

const keysOf = (bytes: Uint8Array): string[] => {
  const read = readJson(bytes);
  return read.ok && typeof read.value === "object" && read.value !== null ? Object.keys(read.value) : [];
};
