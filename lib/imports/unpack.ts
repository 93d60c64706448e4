import { Gunzip, Unzip, UnzipInflate, type UnzipFile } from "fflate";
import { GzipCheck } from "./gzip-check";
import { headFirst } from "./head-first";
import { UnreadableFile } from "./unreadable-file";

export type Unpacked = {
  source: AsyncIterable<Uint8Array>;
  /** How the file is packed, from the outside in: "gzip", "zip: memories.json". */
  packing: string[];
  /** Files of an archive that were not read. Complete once the source was read. */
  passedOver: () => string[];
};

/** What deflate makes of text is seldom more than a tenth; of a file made to fill a disk, a thousandth. */
const ratioMax = 300;
const alwaysTakenBytes = 64 * 1024 * 1024;
/** What one step may unpack is a thousand times this at most. */
const stepBytes = 16 * 1024;
const packedDepthMax = 3;

/** Unpacks gzip (also several in a row) and zip as they are read, also one in the other; anything else stays as it is. */
export const unpack = async (source: AsyncIterable<Uint8Array>, depth = 0): Promise<Unpacked> => {
  const { head, whole } = await headFirst(source, 4);
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const isZip = head[0] === 0x50 && head[1] === 0x4b && [0x0304, 0x0506].includes(numberOf(head[2], head[3]));
  if (!isGzip && !isZip) return { source: whole, packing: [], passedOver: () => [] };
  if (depth >= packedDepthMax)
    throw new UnreadableFile("This file is compressed too many times over. Unpack it first.");
  const packing: string[] = isGzip ? ["gzip"] : [];
  const passedOver: string[] = [];
  const steps = isGzip ? gunzipSteps() : unzipSteps(packing, passedOver);
  const inner = await unpack(unpacked(whole, steps), depth + 1);
  // The name of a zip's file is known from here on, as its first bytes were read.
  return {
    source: inner.source,
    packing: [...packing, ...inner.packing],
    passedOver: () => [...passedOver, ...inner.passedOver()],
  };
};

/** A zip begins with a file, or, when it has none, with its end. */
const numberOf = (high = 0, low = 0): number => high * 256 + low;

type Steps = {
  push: (chunk: Uint8Array, isLast: boolean) => void;
  take: () => Uint8Array[];
  end: () => void;
};

async function* unpacked(source: AsyncIterable<Uint8Array>, steps: Steps): AsyncGenerator<Uint8Array> {
  let [packedBytes, unpackedBytes] = [0, 0];
  const step = function* (chunk: Uint8Array, isLast: boolean): Generator<Uint8Array> {
    try {
      steps.push(chunk, isLast);
    } catch (error) {
      throw error instanceof UnreadableFile
        ? error
        : new UnreadableFile("This compressed file is damaged or cut off: it cannot be unpacked to its end.");
    }
    packedBytes += chunk.length;
    for (const part of steps.take()) {
      unpackedBytes += part.length;
      if (unpackedBytes > alwaysTakenBytes && unpackedBytes > packedBytes * ratioMax)
        throw new UnreadableFile(
          `This file unpacks to more than ${ratioMax} times its size, which no list of memories does. If it is one, unpack it yourself.`,
        );
      yield part;
    }
  };
  for await (const chunk of source)
    for (let at = 0; at < chunk.length; at += stepBytes)
      yield* step(chunk.subarray(at, at + stepBytes), false);
  yield* step(new Uint8Array(), true);
  steps.end();
}

const gunzipSteps = (): Steps => {
  const parts: Uint8Array[] = [];
  const check = new GzipCheck();
  const stream = new Gunzip((part) => {
    check.unpacked(part);
    parts.push(part);
  });
  stream.onmember = (offset) => check.end(offset);
  return {
    push: (chunk, isLast) => {
      check.read(chunk);
      stream.push(chunk, isLast);
      if (isLast) check.end();
    },
    take: () => parts.splice(0),
    end: () => undefined,
  };
};

/** Reads the first file of a zip that may hold memories. Which others there are is known only after it. */
const unzipSteps = (packing: string[], passedOver: string[]): Steps => {
  const parts: Uint8Array[] = [];
  const chosen: string[] = [];
  const stream = new Unzip((file) => {
    if (chosen.length === 0 && holdsMemories(file.name)) {
      chosen.push(file.name);
      packing.push(`zip: ${file.name}`);
      open(file, (part) => parts.push(part));
      return;
    }
    if (holdsMemories(file.name) && !isCopyOf(chosen[0], file.name)) passedOver.push(file.name);
    // Not wanted, but consumed: otherwise its data would pile up in memory.
    open(file, () => undefined);
  });
  stream.register(UnzipInflate);
  return {
    push: (chunk, isLast) => stream.push(chunk, isLast),
    take: () => parts.splice(0),
    end: () => {
      if (chosen.length === 0)
        throw new UnreadableFile(
          "This zip contains no JSON, JSON Lines or CSV file. Unpack it, and import the file with the memories.",
        );
    },
  };
};

const open = (file: UnzipFile, onPart: (part: Uint8Array) => void): void => {
  file.ondata = (error, part) => {
    if (error !== null) throw error;
    onPart(part);
  };
  file.start();
};

const holdsMemories = (name: string): boolean =>
  /\.(json|jsonl|ndjson|csv|tsv|txt)(\.gz)?$/i.test(name) &&
  !/(^|\/)(\.|__MACOSX\/|(read_?me|licen[cs]e|notice)[^/]*\.txt$|(manifest|version|schema|package)\.json$)/i.test(
    name,
  );

/** OpenMemory's backup holds the same memories twice: in full, and once more without their user. */
const isCopyOf = (chosen = "", name: string): boolean =>
  /(^|\/)memories\.json$/.test(chosen) && /(^|\/)memories\.jsonl\.gz$/.test(name);
