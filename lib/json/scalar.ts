import { z } from "zod";
import { hasNullCharacter } from "@/lib/text/storable-text";
import { digitCountOf, ExactNumber, isSameNumber, numberFrom } from "./exact-number";

/** A number that JavaScript's numbers would change, as it stands in a filter or a scope: a plain object, which crosses any wire. */
export type ExactValue = { number: string };

/** A simple value of JSON, as filters and scopes hold it. */
export type Scalar = string | number | boolean | ExactValue | null;

const scalarTextMax = 1024;
/**
 * Written out, without an exponent: a few signs of text can stand for a gigabyte of digits. Postgres bears 131,072 (16,383 of a
 * fraction).
 */
export const numberDigitsMax = 1000;

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const tooLong = `A number can have at most ${numberDigitsMax.toLocaleString("en")} digits.`;

/** A number where that is the same value. */
const valueOf = (digits: string): number | ExactValue => {
  const exact = numberFrom(digits);
  return typeof exact === "number" ? exact : { number: exact.text };
};
const isShort = (digits: string): boolean => digitCountOf(digits) <= numberDigitsMax;

const isNumber = (value: unknown): boolean => typeof value === "number" || value instanceof ExactNumber;
/** Above 2^53 `parseExact` gives no plain number, so that one there was rounded before it arrived. */
const isExact = (value: unknown): boolean =>
  value instanceof ExactNumber || Math.abs(Number(value)) <= Number.MAX_SAFE_INTEGER;

/** Of no class that zod names, so that it can be described. */
const number = z
  .unknown()
  .refine(isNumber, { abort: true })
  .refine(isExact, "A number was rounded on its way here.")
  .refine((value) => isShort(String(value)), tooLong)
  .meta({ type: "number" });

const text = z
  .string()
  .max(scalarTextMax)
  .refine((value) => !hasNullCharacter(value), "A value cannot contain the null character.");

const sent = [text, number, z.boolean(), z.null()] as const;
const words = "A metadata value is text, a number, true, false or null.";

/** A scalar in what a client has sent, read by `parseExact`. There `{"number": …}` is an object like any other, and refused. */
export const sentScalar = z.union(sent, words).transform(scalarOf);

const exactValue = z.strictObject({
  number: z
    .string()
    .max(2 * numberDigitsMax)
    .regex(jsonNumber)
    .refine(isShort, tooLong),
});

/** A scalar on its way inside Lethe: in an address, an action, a stored selection. */
export const scalar = z.union([...sent, exactValue], words).transform(scalarOf);

function scalarOf(value: unknown): Scalar {
  if (isNumber(value)) return valueOf(String(value));
  // One of the schemas above has let it through.
  return isExactValue(value) ? valueOf(value.number) : (value as Scalar);
}

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
