const mark = Symbol.for("lethe.exact-number");

/**
 * A number of a JSON text that JavaScript's numbers would change: a large integer, a long decimal, 1e400. It keeps the text
 * it was written as. Lives only on a server, or in a page, inside what `parseExact` has read: it cannot cross to a client
 * component nor pass JSON.stringify, and says so. What crosses is JSON text (`JsonText`), or in a filter an `ExactValue`.
 */
export class ExactNumber {
  readonly text: string;
  readonly [mark] = true;

  // Next bundles this module several times over, and the driver, which it does not bundle, reads for all of them by the
  // reader that was put in place last: the class that made a number need not be the one that is asked.
  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && mark in value;
  }

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }

  /** JSON.stringify would make an object of it: a forgotten `writeExact` is to be noticed. */
  toJSON(): never {
    throw new NotJson();
  }
}

export class NotJson extends Error {
  override readonly name = "NotJson";

  // As above.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "NotJson";
  }

  constructor() {
    super("An exact number has to be written by writeExact.");
  }
}

/**
 * The number of a JSON text: a JavaScript number where that is the same value, and below 2^53, so that a larger one
 * can only come from rounding.
 */
export const numberFrom = (text: string): number | ExactNumber => {
  const number = Number(text);
  const isSame = Math.abs(number) <= Number.MAX_SAFE_INTEGER && isSameNumber(String(number), text);
  return isSame ? number : new ExactNumber(text);
};

/** Whether two JSON numbers are the same value, however they are written: 1.0, 1 and 10e-1 are. */
export const isSameNumber = (one: string, other: string): boolean => {
  if (one === other) return true;
  const [a, b] = [partsOf(one), partsOf(other)];
  return a.digits === b.digits && a.exponent === b.exponent && a.isNegative === b.isNegative;
};

/** How many digits a JSON number has when it is written out without an exponent, zeros in front and behind included. */
export const digitCountOf = (text: string): number => {
  const { digits, exponent } = partsOf(text);
  const [length, shift] = [digits.length, Number(exponent)];
  return shift >= 0 ? length + shift : Math.max(length, 1 - shift);
};

/** The value is `digits` times ten to the `exponent`; the digits neither begin nor end with a zero. */
const partsOf = (text: string): { isNegative: boolean; digits: string; exponent: bigint } => {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const all = whole + fraction;
  // Not by expressions: `0+$` takes the square of a long text's length.
  let [start, end] = [0, all.length];
  while (all[start] === "0") start += 1;
  while (end > start && all[end - 1] === "0") end -= 1;
  if (start === end) return { isNegative: false, digits: "0", exponent: BigInt(0) };
  return {
    isNegative: text.startsWith("-"),
    digits: all.slice(start, end),
    exponent: shortBigInt(exponent) - BigInt(fraction.length) + BigInt(all.length - end),
  };
};

/** A megabyte of exponent would be read for minutes; what has more than 20 digits is beyond everything. */
const shortBigInt = (text: string): bigint =>
  text.length <= 21
    ? BigInt(text.replace("+", ""))
    : BigInt((text.startsWith("-") ? "-1" : "1") + "0".repeat(21));
