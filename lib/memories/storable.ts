import { z } from "zod";
import { readDay } from "@/lib/instants/read-day";
import { isJsonObject, type JsonObject } from "@/lib/json/json-object";
import { digitCountOf, ExactNumber } from "@/lib/json/exact-number";
import { numberDigitsMax } from "@/lib/json/scalar";

// What the built-in store can hold. Messages read on from a name: "metadata is not an object".

const memoryBytesMax = 1_048_576;
const entityLengthMax = 512;
const metadataDepthMax = 32;

/** Postgres can store neither the null character nor half of a surrogate pair. */
const isStorable = (text: string): boolean => !text.includes("\u0000") && text.isWellFormed();
export const storableText = z
  .string("is not a text")
  .refine(isStorable, "contains a null or invalid character");

const isMemorySize = (text: string): boolean =>
  // No UTF-16 unit takes more than 3 bytes, so that most texts need no measuring.
  text.length * 3 <= memoryBytesMax || new TextEncoder().encode(text).length <= memoryBytesMax;

export const storableMemory = storableText
  .min(1, "is empty")
  .refine((text) => text.trim() !== "", "is empty")
  .refine(isMemorySize, "is longer than 1 MiB");

export const storableEntity = storableText.max(
  entityLengthMax,
  `is longer than ${entityLengthMax} characters`,
);

/** In any form that imports take, too; nothing, and an empty text, is none. */
export const storableDay = z
  .unknown()
  .transform((value, context): string | null => {
    const read = readDay(value);
    if (read.ok) return read.day;
    context.addIssue({ code: "custom", message: read.reason });
    return z.NEVER;
  })
  .meta({ anyOf: [{ type: "string" }, { type: "number" }, { type: "null" }] });

export const storableMetadata = z
  .custom<JsonObject>(isJsonObject, "is not an object")
  .refine((value) => isStorableJson(value, metadataDepthMax), {
    error: `contains a null or invalid character or a number of more than ${numberDigitsMax.toLocaleString("en")} digits, or nests deeper than ${metadataDepthMax}`,
  });

const isStorableJson = (value: unknown, depthLeft: number): boolean => {
  if (typeof value === "string") return isStorable(value);
  if (typeof value === "number") return Number.isFinite(value);
  if (value instanceof ExactNumber) return digitCountOf(value.text) <= numberDigitsMax;
  if (typeof value !== "object" || value === null) return true;
  if (depthLeft === 0) return false;
  return Object.entries(value).every(
    ([key, member]) => isStorable(key) && isStorableJson(member, depthLeft - 1),
  );
};
