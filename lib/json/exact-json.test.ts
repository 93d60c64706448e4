import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digitCountOf, ExactNumber, isSameNumber } from "./exact-number";
import { parseExact } from "./parse-exact";
import { writeExact } from "./write-exact";

const digits = (lengthMax: number) => fc.stringMatching(new RegExp(`^\\d{1,${lengthMax}}$`));
const whole = digits(30).map((text) => text.replace(/^0+(?=\d)/, ""));
const numberText = fc
  .tuple(
    fc.boolean(),
    whole,
    fc.option(digits(30)),
    fc.option(fc.tuple(fc.constantFrom("", "+", "-"), digits(3))),
  )
  .map(
    ([isNegative, integer, fraction, exponent]) =>
      (isNegative ? "-" : "") +
      integer +
      (fraction === null ? "" : `.${fraction}`) +
      (exponent === null ? "" : `e${exponent.join("")}`),
  );

describe("exact JSON", () => {
  it.each([
    "1161888007138312193",
    "1161888007138312200",
    "9007199254740993",
    "-9007199254740993",
    "0.1234567890123456789",
    "1e400",
    "-1e-400",
    "123456789012345678901234567890.000000000000000001",
  ])("keeps %s", (text) => {
    expect(parseExact(text)).toEqual(new ExactNumber(text));
    expect(writeExact(parseExact(`{"a":[${text},{"b": ${text}}]}`))).toBe(`{"a":[${text},{"b":${text}}]}`);
  });

  it.each([
    ["0.1", 0.1],
    ["-0.5e-3", -0.0005],
    ["10.0", 10],
    ["1E2", 100],
    ["9007199254740991", 9007199254740991],
    ["1767607200.000000000", 1767607200],
    ["-0", -0],
    ["5e-324", 5e-324],
  ])("%s is a number as before", (text, number) => {
    expect(parseExact(text)).toBe(number);
  });

  it("survives being read and written, whatever the number", () => {
    fc.assert(
      fc.property(numberText, (text) => {
        expect(isSameNumber(writeExact(parseExact(` [ ${text}] `)).slice(1, -1), text)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it("reads what JSON.parse reads, as it does, and refuses what it refuses (ASVS 5.5.1, 5.5.3, ASVS 5.5.4)", () => {
    const odd = [
      '{"__proto__":1,"a":1e1}',
      '{"a":1e1,"a":1e2}',
      "[1e1,]",
      "{}1e1",
      '"1e1',
      "[01e1]",
      "1e",
      " 1e1 ",
      "-0.0e1",
    ];
    for (const text of odd) expect(outcome(parseExact, text)).toEqual(outcome(JSON.parse, text));
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 1 }), (text, at, sign) => {
        const broken = text.slice(0, at % (text.length + 1)) + sign + text.slice(at % (text.length + 1));
        expect(outcome(plainly, broken)).toEqual(outcome(withoutSignOfZero, broken));
      }),
      { numRuns: 5000 },
    );
  });

  it("is not slowed down by what is written to be slow", () => {
    const startedAt = performance.now();
    const zeros = "0".repeat(500_000);
    parseExact(`[1${zeros}1, 0.${zeros}1, 1e${"9".repeat(500_000)}]`);
    expect(() => parseExact("[".repeat(200_000) + "1e1" + "]".repeat(200_000))).toThrow(SyntaxError);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it("cannot be written by JSON.stringify unseen", () => {
    expect(() => JSON.stringify({ a: new ExactNumber("1e400") })).toThrow("writeExact");
  });
});

describe("numbers", () => {
  it("are the same however they are written", () => {
    for (const text of ["1.0", "10e-1", "0.1e1", "1E0", "0.00001E+5"])
      expect(isSameNumber(text, "1")).toBe(true);
    expect(isSameNumber("-0", "0.000e7")).toBe(true);
    expect(isSameNumber("1161888007138312193", "1161888007138312200")).toBe(false);
    expect(isSameNumber("-1", "1")).toBe(false);
    expect(isSameNumber("1e400", "1e401")).toBe(false);
  });

  it.each([
    ["0", 1],
    ["1e400", 401],
    ["1e-400", 401],
    ["123.45", 5],
    ["-0.001", 4],
    ["1e999999999999999999999999", Number("1e21") + 1],
  ])("%s has %d digits", (text, count) => {
    expect(digitCountOf(text)).toBe(count);
  });
});

const outcome = (parse: (text: string) => unknown, text: string): unknown => {
  try {
    return { read: parse(text) };
  } catch (error) {
    return error instanceof SyntaxError ? "refused" : error;
  }
};

/** What JSON.parse reads, but for the sign of zero, which neither JSON.stringify nor writeExact writes. */
const withoutSignOfZero = (text: string): unknown =>
  JSON.parse(text, (_key, value: unknown) => (value === 0 ? 0 : value));

/** With exact numbers as JSON.parse has them. */
const plainly = (text: string): unknown => withoutSignOfZero(writeExact(parseExact(text)));
