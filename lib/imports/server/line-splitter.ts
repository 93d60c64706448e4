import { PieceBuffer, type Piece, type Splitter } from "./piece";

const lineFeed = 0x0a;

/** JSON Lines: a memory on each line. Blank lines are skipped and counted in the line numbers. */
export class LineSplitter implements Splitter {
  private readonly buffer = new PieceBuffer();
  private lineNumber = 1;

  push(chunk: Buffer): Piece[] {
    const pieces: Piece[] = [];
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      this.buffer.add(chunk.subarray(start, end));
      const piece = this.buffer.take(this.lineNumber, "line");
      if (piece !== null) pieces.push(piece);
      this.lineNumber += 1;
      start = end + 1;
    }
    this.buffer.add(chunk.subarray(start));
    return pieces;
  }

  end(): Piece[] {
    const piece = this.buffer.take(this.lineNumber, "line");
    return piece === null ? [] : [piece];
  }
}
