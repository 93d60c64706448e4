import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { formatAnchor, parseAnchor } from "@/lib/ledger/anchor-line";
import type { Anchor } from "@/lib/ledger/types";
import { readLines } from "./read-lines";

const tailBytes = 4096;

/** Appends an anchor as a line, and returns when it is on the disk. Makes the file, and its folder, if need be. */
export const appendAnchor = async (path: string, anchor: Anchor): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "a+");
  try {
    const { size } = await file.stat();
    // A line that a crash cut off must not swallow this one.
    const isAtLineStart = size === 0 || (await readFrom(file, size - 1)) === "\n";
    await file.appendFile(`${isAtLineStart ? "" : "\n"}${formatAnchor(anchor)}\n`);
    await file.sync();
    if (size === 0) await syncFolder(dirname(path));
  } finally {
    await file.close();
  }
};

/** The anchor written last, or null; looks at the end of the file only. */
export const findLastAnchor = async (path: string): Promise<Anchor | null> => {
  const file = await openOrNull(path);
  if (file === null) return null;
  try {
    const { size } = await file.stat();
    const lines = (await readFrom(file, Math.max(0, size - tailBytes))).split("\n");
    return lines.map(parseAnchor).findLast((anchor) => anchor !== null) ?? null;
  } finally {
    await file.close();
  }
};

/**
 * All anchors of a file, and the numbers of the other lines; null when there is no such file. A last line without
 * an end is one that a crash cut off, and says nothing.
 */
export const readAnchors = async (
  path: string,
): Promise<{ anchors: Anchor[]; unreadableLines: number[] } | null> => {
  const file = await openOrNull(path);
  if (file === null) return null;
  await file.close();
  const anchors: Anchor[] = [];
  const unreadableLines: number[] = [];
  let line = 0;
  for await (const text of readLines(path)) {
    line++;
    if (text === "") continue;
    const anchor = parseAnchor(text);
    if (anchor === null) unreadableLines.push(line);
    else anchors.push(anchor);
  }
  return { anchors, unreadableLines };
};

type File = Awaited<ReturnType<typeof open>>;

const readFrom = async (file: File, position: number): Promise<string> => {
  const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(tailBytes), position });
  return buffer.toString("utf8", 0, bytesRead);
};

const openOrNull = async (path: string): Promise<File | null> => {
  try {
    return await open(path, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
};

/** Without this a new file's name can be lost with the power, though its content is written. */
export const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};
