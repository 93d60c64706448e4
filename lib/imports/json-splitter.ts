import { listBeginning, pageOf, type ListBeginning, type Page } from "./list-around";
import { PieceBuffer, tooLong, type Piece } from "./piece";

const byte = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  recordSeparator: 0x1e,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
};

/** A list that is being read: a bare one, or one in an object, of which `before` is what stands before it. */
type List = { around: (ListBeginning & { heldCount: number }) | null };

const listDepthMax = 8;
/** Deeper than any memory may nest. */
const bracketsMax = 64;

/**
 * Finds the memories in JSON, with any number of values in the file and in any layout: one object a line or
 * over many lines, lists, lists in lists, and objects that hold a list (the pages that APIs answer with). Looks at strings and
 * nesting only, one byte at a time and in constant memory; whether a piece is JSON is for its parser to say. A value that is
 * broken off costs no more than itself when the next one begins on a line of its own.
 */
export class JsonSplitter {
  private readonly buffer = new PieceBuffer();
  private readonly lists: List[] = [];
  private pieces: Piece[] = [];
  private chunk: Uint8Array = new Uint8Array();
  /** Where in the chunk the value begins that is not whole yet. */
  private start = 0;
  private line = 1;
  private valueLine = 1;
  private count = 0;
  /** `junk`: something that is neither an object nor a list. `tail`: what follows the list in its object. */
  private state: "between" | "value" | "junk" | "tail" = "between";
  /** The brackets that are open in the value, the outermost of them. */
  private open: number[] = [];
  /** How many more are open. */
  private deeperCount = 0;
  /** The last byte that is neither white space nor in a string. */
  private previous = 0;
  private isOnNewLine = true;
  private isInString = false;
  private isEscaped = false;

  constructor(private readonly onPage: (page: Page) => void) {}

  push(chunk: Uint8Array): Piece[] {
    this.chunk = chunk;
    this.start = 0;
    for (let at = 0; at < chunk.length; at++) {
      if (this.isInString && !this.isEscaped) at = endOfPlainText(chunk, at);
      if (at === chunk.length) break;
      const value = chunk[at] ?? 0;
      if (value === byte.lineFeed) this.takeLineFeed(at);
      else if (this.isInString) this.takeInString(value);
      else if (!isBlank(value)) this.take(value, at);
    }
    if (this.state !== "between") this.buffer.add(chunk.subarray(this.start));
    return this.taken();
  }

  end(): Piece[] {
    if (this.state === "value" || this.state === "junk") this.addPiece();
    if (this.lists.length > 0) {
      const reason = "The file ends before its list is complete.";
      this.count += 1;
      this.pieces.push({ number: this.count, place: "position", bytes: null, reason });
    }
    return this.taken();
  }

  private taken(): Piece[] {
    const { pieces } = this;
    this.pieces = [];
    return pieces;
  }

  private takeLineFeed(at: number): void {
    this.line += 1;
    this.isOnNewLine = true;
    // No string holds a line feed: this one was never closed.
    const wasInString = this.isInString;
    this.isInString = false;
    this.isEscaped = false;
    if (this.lists.length > 0) return;
    if (this.state === "junk" || (this.state === "value" && wasInString)) this.endValue(at);
  }

  private takeInString(value: number): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (value === byte.backslash) this.isEscaped = true;
    else if (value === byte.quote) this.isInString = false;
  }

  private take(value: number, at: number): void {
    if (this.state === "between") this.takeBetween(value, at);
    else if (this.state === "junk") this.takeJunk(value, at);
    else this.takeInValue(value, at);
    this.previous = value;
    this.isOnNewLine = false;
  }

  private takeBetween(value: number, at: number): void {
    if (value === byte.comma || value === byte.recordSeparator || isOfMark(value)) return;
    if (value === byte.closeBracket && this.lists.length > 0) return this.endList(at);
    if (value === byte.openBracket && this.lists.length < listDepthMax) {
      this.lists.push({ around: null });
      return;
    }
    this.begin(value === byte.openBrace || value === byte.openBracket ? "value" : "junk", at);
    if (this.state === "value") this.open.push(value);
    else this.isInString = value === byte.quote;
  }

  /** Ends with its line; in a list at the comma, the bracket or the object that follows. */
  private takeJunk(value: number, at: number): void {
    const isObject = value === byte.openBrace && this.isOnNewLine;
    const isEnd = value === byte.comma || value === byte.closeBracket || isObject;
    if (this.lists.length > 0 && isEnd) {
      this.endValue(at);
      this.takeBetween(value, at);
    } else if (value === byte.quote) this.isInString = true;
  }

  private takeInValue(value: number, at: number): void {
    if (value === byte.quote) this.isInString = true;
    else if (value === byte.openBrace || value === byte.openBracket) this.takeOpening(value, at);
    else if (value === byte.closeBrace || value === byte.closeBracket) {
      if (this.deeperCount > 0) this.deeperCount -= 1;
      else this.open.pop();
      if (this.open.length === 0) this.endValue(at + 1);
    }
  }

  private takeOpening(value: number, at: number): void {
    const isInObject = this.open.at(-1) === byte.openBrace;
    const isExpected =
      this.deeperCount > 0 || this.open.length === bracketsMax
        ? true
        : isInObject
          ? this.previous === byte.colon
          : this.previous === byte.comma || this.previous === byte.openBracket;
    if (!isExpected && this.isOnNewLine && this.state === "value") {
      this.endValue(at);
      return this.takeBetween(value, at);
    }
    const beginning =
      value === byte.openBracket && isInObject && isExpected && this.state === "value"
        ? this.listBeginningAt(at)
        : null;
    if (beginning === null) {
      if (this.open.length < bracketsMax) this.open.push(value);
      else this.deeperCount += 1;
      return;
    }
    this.buffer.take();
    this.lists.push({ around: { ...beginning, heldCount: 0 } });
    this.state = "between";
  }

  private listBeginningAt(at: number): ListBeginning | null {
    if (this.open.length > 2 || this.lists.length >= listDepthMax) return null;
    return listBeginning(
      (bytes) => this.buffer.peek(bytes),
      this.chunk.subarray(this.start, at),
      this.open.length,
    );
  }

  private endList(at: number): void {
    const list = this.lists.at(-1);
    if (list?.around == null) this.lists.pop();
    else {
      this.begin("tail", at + 1);
      this.open = Array.from({ length: list.around.depth }, () => byte.openBrace);
    }
  }

  private begin(state: "value" | "junk" | "tail", at: number): void {
    this.deeperCount = 0;
    this.state = state;
    this.start = at;
    this.valueLine = this.line;
    this.open = [];
  }

  private endValue(end: number): void {
    this.buffer.add(this.chunk.subarray(this.start, end));
    if (this.state === "tail") this.endObjectAround();
    else this.addPiece();
    this.state = "between";
    this.open = [];
  }

  private endObjectAround(): void {
    const tail = this.buffer.take();
    const around = this.lists.pop()?.around;
    if (around != null) this.onPage(pageOf(around, tail, around.heldCount));
  }

  private addPiece(): void {
    const bytes = this.buffer.take();
    const around = this.lists.findLast((list) => list.around !== null)?.around ?? null;
    this.count += 1;
    if (around !== null) around.heldCount += 1;
    const place =
      this.lists.length === 0
        ? { number: this.valueLine, place: "line" as const }
        : { number: this.count, place: "position" as const };
    this.pieces.push({
      ...place,
      ...(bytes === null ? { bytes, reason: tooLong } : { bytes, reason: null }),
      ...(around === null ? {} : { around: around.before }),
    });
  }
}

const isBlank = (value: number): boolean =>
  value === byte.space || value === byte.tab || value === byte.carriageReturn;

/** Of the byte order mark, which stands between the files that were put together to one. */
const isOfMark = (value: number): boolean => value === 0xef || value === 0xbb || value === 0xbf;

/** Where a string may end or a character be escaped; most of a file is what lies before. */
const endOfPlainText = (chunk: Uint8Array, from: number): number => {
  for (let at = from; at < chunk.length; at++) {
    const value = chunk[at];
    if (value === byte.quote || value === byte.backslash || value === byte.lineFeed) return at;
  }
  return chunk.length;
};
