import type { BadLine } from "@/lib/imports/types";

/** The bytes of one memory's JSON, or the reason why they cannot be had. */
export type Piece = Pick<BadLine, "number" | "place"> &
  ({ bytes: Buffer; reason: null } | { bytes: null; reason: string });

/** Cuts chunks of bytes, wherever they begin and end, into pieces. */
export interface Splitter {
  push(chunk: Buffer): Piece[];
  /** The source has ended. */
  end(): Piece[];
}

export const pieceBytesMax = 2 * 1024 * 1024;

/** Puts a piece together from the chunks it runs through; forgets it once it is too long. */
export class PieceBuffer {
  private parts: Buffer[] = [];
  private size = 0;

  add(part: Buffer): void {
    this.size += part.length;
    if (this.size > pieceBytesMax) this.parts = [];
    else if (part.length > 0) this.parts.push(part);
  }

  /** Ends the piece and starts the next one. Null when it was blank. */
  take(number: number, place: Piece["place"]): Piece | null {
    const isTooLong = this.size > pieceBytesMax;
    const [first, ...others] = this.parts;
    this.parts = [];
    this.size = 0;
    if (isTooLong) return { number, place, bytes: null, reason: "This is longer than 2 MiB." };
    if (first === undefined) return null;
    const bytes = others.length === 0 ? first : Buffer.concat([first, ...others]);
    return isBlank(bytes) ? null : { number, place, bytes, reason: null };
  }
}

const isBlank = (bytes: Buffer): boolean => bytes.every(isWhiteSpace);

/** White space as JSON has it: space, tab, line feed, carriage return. */
export const isWhiteSpace = (byte: number): boolean =>
  byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
