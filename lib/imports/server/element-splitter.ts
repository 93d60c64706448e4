import { PieceBuffer, type Piece, type Splitter } from "./piece";

const byte = {
  lineFeed: 0x0a,
  quote: 0x22,
  comma: 0x2c,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
};

/**
 * The elements of a JSON array whose opening bracket has been read. Only strings and nesting are looked at, one byte at a
 * time; whether an element is JSON is for its parser to say. What follows the array is ignored.
 */
export class ElementSplitter implements Splitter {
  private readonly buffer = new PieceBuffer();
  private position = 1;
  private depth = 0;
  private isInString = false;
  private isEscaped = false;
  private isEnded = false;

  push(chunk: Buffer): Piece[] {
    const pieces: Piece[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length && !this.isEnded; at++) {
      if (!this.isSeparator(chunk[at])) continue;
      this.buffer.add(chunk.subarray(start, at));
      pieces.push(...this.takeElement());
      start = at + 1;
    }
    if (!this.isEnded) this.buffer.add(chunk.subarray(start));
    return pieces;
  }

  end(): Piece[] {
    if (this.isEnded) return [];
    const cut = { place: "position", bytes: null, reason: "The file ends before its list does." } as const;
    return [...this.takeElement(), { number: this.position, ...cut }];
  }

  /** Takes in one byte; true for the comma or bracket that ends an element. */
  private isSeparator(value: number | undefined): boolean {
    if (this.isInString) {
      if (this.isEscaped) this.isEscaped = false;
      else if (value === byte.backslash) this.isEscaped = true;
      // A string cannot hold a line feed. One that was never closed ends here, and spoils no more than its element.
      else if (value === byte.quote || value === byte.lineFeed) this.isInString = false;
      return false;
    }
    if (value === byte.quote) this.isInString = true;
    else if (value === byte.openBrace || value === byte.openBracket) this.depth += 1;
    else if (this.depth > 0) this.depth -= value === byte.closeBrace || value === byte.closeBracket ? 1 : 0;
    else if (value === byte.closeBracket) this.isEnded = true;
    else return value === byte.comma;
    return this.isEnded;
  }

  private takeElement(): Piece[] {
    const piece = this.buffer.take(this.position, "position");
    if (piece === null) return [];
    this.position += 1;
    return [piece];
  }
}
