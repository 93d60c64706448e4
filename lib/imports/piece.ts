import type { BadLine } from "./types";

/** The bytes of one memory's JSON in a file, or the reason why they cannot be had. */
export type Piece = Pick<BadLine, "number" | "place"> &
  ({ bytes: Uint8Array; reason: null } | { bytes: null; reason: string }) & {
    /** What stands before the list that the memory is in, such as the user of a backup. */
    around?: Readonly<Record<string, unknown>>;
  };

export const pieceBytesMax = 2 * 1024 * 1024;

/** Puts a piece together from the chunks it runs through; forgets it once it is too long. */
export class PieceBuffer {
  private parts: Uint8Array[] = [];
  private size = 0;

  add(part: Uint8Array): void {
    this.size += part.length;
    if (this.size > pieceBytesMax) this.parts = [];
    else if (part.length > 0) this.parts.push(part);
  }

  /** What was added since the last time; null when that was too much. Starts anew. */
  take(): Uint8Array | null {
    const bytes = this.size > pieceBytesMax ? null : joined(this.parts, this.size);
    this.parts = [];
    this.size = 0;
    return bytes;
  }

  /** The same with one more part, and without starting anew. */
  peek(part: Uint8Array): Uint8Array | null {
    const size = this.size + part.length;
    return size > pieceBytesMax ? null : joined([...this.parts, part], size);
  }
}

export const tooLong = "This is longer than 2 MiB.";

export const joined = (parts: readonly Uint8Array[], size: number): Uint8Array => {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};

export const concatenated = (parts: readonly Uint8Array[]): Uint8Array =>
  joined(
    parts,
    parts.reduce((size, part) => size + part.length, 0),
  );
