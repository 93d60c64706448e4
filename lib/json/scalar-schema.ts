import { z } from "zod";
import { hasNullCharacter } from "@/lib/text/storable-text";
import { ExactNumber } from "./exact-number";
import {
  isShortNumber,
  numberDigitsMax,
  numberTooLong,
  scalarOf,
  scalarTextMax,
  scalarWords,
} from "./scalar";

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const isNumber = (value: unknown): boolean => typeof value === "number" || value instanceof ExactNumber;
/** Above 2^53 `parseExact` gives no plain number, so that one there was rounded before it arrived. */
const isExact = (value: unknown): boolean =>
  value instanceof ExactNumber || Math.abs(Number(value)) <= Number.MAX_SAFE_INTEGER;

/** Of no class that zod names, so that it can be described. */
const number = z
  .unknown()
  .refine(isNumber, { abort: true })
  .refine(isExact, "A number was rounded on its way here.")
  .refine((value) => isShortNumber(String(value)), numberTooLong)
  .meta({ type: "number" });

const text = z
  .string()
  .max(scalarTextMax)
  .refine((value) => !hasNullCharacter(value), "A value cannot contain the null character.");

const sent = [text, number, z.boolean(), z.null()] as const;

/** A scalar in what a client has sent, read by `parseExact`. There `{"number": …}` is an object like any other, and refused. */
export const sentScalar = z.union(sent, scalarWords).transform(scalarOf);

const exactValue = z.strictObject({
  number: z
    .string()
    .max(2 * numberDigitsMax)
    .regex(jsonNumber)
    .refine(isShortNumber, numberTooLong),
});

/** A scalar on its way inside Lethe: in an address, an action, a stored selection. */
export const scalar = z.union([...sent, exactValue], scalarWords).transform(scalarOf);
