import { hasNullCharacter } from "@/lib/text/storable-text";
import { digitCountOf, ExactNumber, isSameNumber, numberFrom } from "./exact-number";

/** A number that JavaScript's numbers would change, as it stands in a filter or a scope: a plain object, which crosses any wire. */
export type ExactValue = { number: string };

/** A simple value of JSON, as filters and scopes hold it. */
export type Scalar = string | number | boolean | ExactValue | null;

/**
 * Written out, without an exponent: a few signs of text can stand for a gigabyte of digits. Postgres bears 131,072 (16,383 of a
 * fraction).
 */
export const numberDigitsMax = 1000;

export const scalarTextMax = 1024;
export const scalarWords = "A metadata value is text, a number, true, false or null.";
export const numberTooLong = `A number can have at most ${numberDigitsMax.toLocaleString("en")} digits.`;
export const isShortNumber = (digits: string): boolean => digitCountOf(digits) <= numberDigitsMax;

/** What is wrong with a value that `parseExact` has read out of a text, in a sentence; null when it is a scalar. */
export const scalarProblem = (value: unknown): string | null => {
  if (typeof value === "string") return textProblem(value);
  if (typeof value === "number" || value instanceof ExactNumber)
    return isShortNumber(String(value)) ? null : numberTooLong;
  return value === null || typeof value === "boolean" ? null : scalarWords;
};

const textProblem = (text: string): string | null => {
  if (hasNullCharacter(text)) return "A value cannot contain the null character.";
  return text.length <= scalarTextMax
    ? null
    : `A value can have at most ${scalarTextMax.toLocaleString("en")} characters.`;
};

/** A scalar in the form in which it is kept: a number where that is the same value. */
export const scalarOf = (value: unknown): Scalar => {
  if (typeof value === "number" || value instanceof ExactNumber) return numberValue(String(value));
  // It was looked at before: by `scalarProblem`, or by a schema.
  return isExactValue(value) ? numberValue(value.number) : (value as Scalar);
};

const numberValue = (digits: string): number | ExactValue => {
  const exact = numberFrom(digits);
  return typeof exact === "number" ? exact : { number: exact.text };
};

/** What is typed as a number, as the number of a JSON text: "+1.50", ".5" and "007" too. Null for anything else. */
export const numberTextFrom = (typed: string): string | null => {
  const [, sign = "", whole = "", fraction = "", exponent = ""] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(typed.trim()) ?? [];
  if (whole === "" && fraction === "") return null;
  return [
    sign === "-" ? "-" : "",
    whole.replace(/^0+(?=\d)/, "") || "0",
    fraction === "" ? "" : `.${fraction}`,
    exponent === "" ? "" : `e${exponent}`,
  ].join("");
};

/** Whether a value that `parseExact` has read is this scalar. Numbers are compared by value, to the last digit. */
export const isScalar = (value: unknown, wanted: Scalar): boolean => {
  if (typeof wanted !== "number" && !isExactValue(wanted)) return value === wanted;
  const isNumber = typeof value === "number" || value instanceof ExactNumber;
  return isNumber && isSameNumber(String(value), scalarText(wanted));
};

/** The scalar as it is shown, without quotation marks. */
export const scalarText = (value: Scalar): string => (isExactValue(value) ? value.number : String(value));

export const isExactValue = (value: unknown): value is ExactValue =>
  typeof value === "object" && value !== null && "number" in value;

/** What `parseExact` has read of a filter, scope or selection, in the form in which those are kept and cross the wire. */
export const withExactValues = (value: unknown): unknown => {
  if (value instanceof ExactNumber) return { number: value.text } satisfies ExactValue;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withExactValues);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withExactValues(member)]));
};

/** The scalar as JSON has it, for `writeExact`: what clients send, and people read. */
export const sendable = (value: Scalar): unknown =>
  isExactValue(value) ? new ExactNumber(value.number) : value;
