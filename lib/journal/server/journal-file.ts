import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { syncFolder } from "@/lib/ledger/server/anchor-file";
import { readLines } from "@/lib/ledger/server/read-lines";

/** So large a part is closed, and the next one begun; also with each month. */
const partBytesMax = 64 * 1024 * 1024;

/**
 * Appends lines to the journal's file, and returns when they are on the disk. Makes the file, and its folder, if need be. One process
 * of a machine at a time. Throws the system's error.
 */
export const appendLines = async (
  file: string,
  lines: readonly string[],
  { now, bytesMax = partBytesMax }: { now: Date; bytesMax?: number },
): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true });
  await closePart(file, now, bytesMax);
  const handle = await open(file, "a+", 0o600);
  try {
    const { size } = await handle.stat();
    // A line that a crash cut off must not swallow the next one.
    const { buffer, bytesRead } = await handle.read({
      buffer: Buffer.alloc(1),
      position: Math.max(0, size - 1),
    });
    const isAtLineStart = size === 0 || (bytesRead === 1 && buffer.toString() === "\n");
    await handle.appendFile(`${isAtLineStart ? "" : "\n"}${lines.join("\n")}\n`);
    await handle.sync();
    if (size === 0) await syncFolder(path.dirname(file));
  } finally {
    await handle.close();
  }
};

/** Gives the file the name of an earlier part, with the time, when it is full or of an earlier month. */
const closePart = async (file: string, now: Date, bytesMax: number): Promise<void> => {
  const found = await statOrNull(file);
  if (found === null || found.size === 0) return;
  const isOfThisMonth = monthOf(found.mtime) === monthOf(now);
  if (isOfThisMonth && found.size < bytesMax) return;
  // Named by when it was written last: that is how old its newest line is.
  for (let at = found.mtime.getTime(); ; at++) {
    const part = partName(file, new Date(at));
    if ((await statOrNull(part)) !== null) continue;
    await rename(file, part);
    await syncFolder(path.dirname(file));
    return;
  }
};

/** Removes parts whose newest line is older than so many months; answers how many. */
export const dropOldParts = async (
  file: string,
  { months, now }: { months: number; now: Date },
): Promise<number> => {
  const oldest = monthsBefore(now, months);
  const old = (await listParts(file)).filter(({ closedAt }) => closedAt !== null && closedAt < oldest);
  for (const part of old) await rm(part.path, { force: true });
  if (old.length > 0) await syncFolder(path.dirname(file));
  return old.length;
};

/** Since when the journal is kept. */
export const monthsBefore = (now: Date, months: number): Date => {
  const before = new Date(now);
  before.setUTCMonth(before.getUTCMonth() - months);
  return before;
};

/** Where to begin: with the first line, or so that about `bytes` are read. */
type From = { tailBytes: number } | null;

/** The texts of the journal's lines, in the order in which they were written; none when there is no file. A last line without its end, which a crash cut off, comes as it is. */
export async function* readJournal(file: string, from: From = null): AsyncGenerator<string> {
  const parts = await listParts(file);
  let skipped = from === null ? 0 : Math.max(0, sizeOf(parts) - from.tailBytes);
  for (const part of parts) {
    if (skipped >= part.size) {
      skipped -= part.size;
      continue;
    }
    let isCut = skipped > 0;
    for await (const line of readLines(part.path, skipped)) {
      // Begun in its middle.
      if (isCut) isCut = false;
      else if (line !== "") yield line;
    }
    skipped = 0;
  }
}

/** In bytes, of all parts. */
export const sizeOfJournal = async (file: string): Promise<number> => sizeOf(await listParts(file));

const sizeOf = (parts: readonly Part[]): number => parts.reduce((sum, { size }) => sum + size, 0);

type Part = { path: string; size: number; /** Null for the one that is written to. */ closedAt: Date | null };

/** The parts of a journal, oldest first. */
export const listParts = async (file: string): Promise<Part[]> => {
  const { dir, name, ext } = path.parse(file);
  const names = await readdir(dir).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const parts: Part[] = [];
  for (const each of names) {
    const time =
      each.startsWith(`${name}.`) && each.endsWith(ext)
        ? each.slice(name.length + 1, each.length - ext.length)
        : "";
    const closedAt = each === `${name}${ext}` ? null : timeFrom(time);
    if (closedAt === undefined) continue;
    const found = await statOrNull(path.join(dir, each));
    if (found !== null) parts.push({ path: path.join(dir, each), size: found.size, closedAt });
  }
  return parts.sort((a, b) => (a.closedAt?.getTime() ?? Infinity) - (b.closedAt?.getTime() ?? Infinity));
};

/** `name.20261129T134500123Z.jsonl` beside `name.jsonl`. */
const partName = (file: string, closedAt: Date): string => {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}.${closedAt.toISOString().replaceAll(/[-:.]/g, "")}${ext}`);
};

const timeFrom = (text: string): Date | undefined => {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/.exec(text)?.slice(1);
  if (parts === undefined) return undefined;
  const [year, month, day, hour, minute, second, ms] = parts.map(Number);
  return new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second, ms));
};

const monthOf = (at: Date): string => at.toISOString().slice(0, 7);

const statOrNull = async (file: string) => {
  try {
    return await stat(file);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";
