import { arrayStartOf } from "./array-start";

/**
 * A piece of a file to import: whole lines, or whole members of its array as an array of their own; or a place in it that
 * cannot be read, with the reason. `line` counts lines, or in an array memories, from 1. `endByte` says how much of the
 * file has been used.
 */
export type FilePart =
  | { kind: "memories"; body: Blob; firstLine: number; endByte: number }
  | { kind: "unreadable"; line: number; reason: string; endByte: number };

export type FileFormat = { kind: "lines" | "array"; startByte: number };

const partBytesDefault = 2 * 1024 * 1024;
/** Twice what the importer takes as one memory; it bounds what is held when a line or a member never ends. */
const memoryBytesMax = 4 * 1024 * 1024;
const headBytes = 64 * 1024;

/**
 * Cuts a file into parts of about `partBytes` that are sent one after the other. Browsers show nothing of an answer before
 * they have sent the whole request (measured in Chromium: 64 MB were sent for 5.7 s, and the first line of the answer came
 * after that), so one request for the whole file could tell neither its progress nor its bad lines, and would not outlive
 * a limit of time or size per request. Reads the file as it goes: memory does not grow with the file.
 */
export async function* filePartsOf(file: Blob, partBytes = partBytesDefault): AsyncGenerator<FilePart> {
  const { kind, startByte } = await fileFormatOf(file);
  if (kind === "array") yield* arrayPartsOf(file, startByte, partBytes);
  else yield* linePartsOf(file, startByte, partBytes);
}

/** Whether a file is JSON Lines or a JSON array, alone or in an answer of Mem0's list, and where its memories begin. */
export const fileFormatOf = async (file: Blob): Promise<FileFormat> => {
  const head = await bytesOf(file, 0, headBytes);
  const startByte = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const arrayStart = arrayStartOf(latin1(head.subarray(startByte)));
  return arrayStart === null
    ? { kind: "lines", startByte }
    : { kind: "array", startByte: startByte + arrayStart };
};

const latin1 = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes);

const bytesOf = async (file: Blob, from: number, to: number) =>
  new Uint8Array(await file.slice(from, to).arrayBuffer());

const newline = 0x0a;
const notAMemory = "This is not a JSON object with a memory.";
const tooLong = "This is longer than 2 MiB.";

async function* linePartsOf(file: Blob, startByte: number, partBytes: number): AsyncGenerator<FilePart> {
  let from = startByte;
  let line = 1;
  let length = partBytes;
  while (from < file.size) {
    const bytes = await bytesOf(file, from, from + length);
    const isLast = from + bytes.length >= file.size;
    const cut = isLast ? bytes.length : bytes.lastIndexOf(newline) + 1;
    if (cut === 0 && length < memoryBytesMax) {
      length = memoryBytesMax;
      continue;
    }
    length = partBytes;
    // A part that began like this would be taken for an array.
    const isMisleading = arrayStartOf(latin1(bytes.subarray(0, headBytes))) !== null;
    if (cut === 0 || isMisleading) {
      from = await endOfLine(file, from);
      yield { kind: "unreadable", line, reason: cut === 0 ? tooLong : notAMemory, endByte: from };
      line += 1;
    } else {
      yield { kind: "memories", body: file.slice(from, from + cut), firstLine: line, endByte: from + cut };
      line += newlinesIn(bytes.subarray(0, cut));
      from += cut;
    }
  }
}

const newlinesIn = (bytes: Uint8Array): number => {
  let count = 0;
  for (const byte of bytes) if (byte === newline) count += 1;
  return count;
};

const endOfLine = async (file: Blob, from: number): Promise<number> => {
  for (let at = from; at < file.size; at += partBytesDefault) {
    const found = (await bytesOf(file, at, at + partBytesDefault)).indexOf(newline);
    if (found >= 0) return at + found + 1;
  }
  return file.size;
};

async function* arrayPartsOf(file: Blob, startByte: number, partBytes: number): AsyncGenerator<FilePart> {
  const scan = arrayScanner();
  let line = 1;
  // The beginning of a member that ends in a later piece; without its bytes once it is too long.
  let begun: Uint8Array<ArrayBuffer>[] = [];
  let begunBytes = 0;
  for (let from = startByte; from < file.size; from += partBytes) {
    const bytes = await bytesOf(file, from, from + partBytes);
    const { cuts, firstCut, lastCut, isEnd } = scan(bytes);
    if (cuts > 0) {
      const isTooLong = begunBytes > memoryBytesMax;
      const whole = bytes.subarray(isTooLong ? firstCut + 1 : 0, lastCut);
      const endByte = from + lastCut + 1;
      if (isTooLong) yield { kind: "unreadable", line, reason: tooLong, endByte };
      const firstLine = isTooLong ? line + 1 : line;
      yield { kind: "memories", body: new Blob(["[", ...begun, whole, "]"]), firstLine, endByte };
      line += cuts;
      [begun, begunBytes] = [[], 0];
    }
    if (isEnd) return;
    const rest = bytes.subarray(cuts > 0 ? lastCut + 1 : 0);
    begunBytes += rest.length;
    begun = begunBytes > memoryBytesMax ? [] : [...begun, rest];
  }
  yield { kind: "unreadable", line, reason: "The file ends before its list does.", endByte: file.size };
}

type Cuts = { cuts: number; firstCut: number; lastCut: number; isEnd: boolean };

/** Finds the commas between an array's members, and the bracket that ends it, piece by piece. */
const arrayScanner = (): ((bytes: Uint8Array) => Cuts) => {
  let depth = 0;
  let isInText = false;
  let isEscaped = false;
  const isCut = (byte: number): boolean => {
    if (isInText) {
      if (isEscaped) isEscaped = false;
      else if (byte === 0x5c) isEscaped = true;
      // Text holds no bare newline: one that was never closed ends here, and spoils no more than its memory.
      else if (byte === 0x22 || byte === newline) isInText = false;
      return false;
    }
    if (byte === 0x22) isInText = true;
    else if (byte === 0x5b || byte === 0x7b) depth += 1;
    else if (byte === 0x5d || byte === 0x7d) depth -= 1;
    else return byte === 0x2c && depth === 0;
    return depth < 0;
  };
  return (bytes) => {
    const found: Cuts = { cuts: 0, firstCut: 0, lastCut: 0, isEnd: false };
    for (let at = 0; at < bytes.length && !found.isEnd; at++) {
      if (!isCut(bytes[at] ?? 0)) continue;
      if (found.cuts === 0) found.firstCut = at;
      found.cuts += 1;
      found.lastCut = at;
      found.isEnd = depth < 0;
    }
    return found;
  };
};
