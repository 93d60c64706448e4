import { z } from "zod";
import { readDay } from "@/lib/instants/read-day";
import { isJsonObject, type JsonObject } from "@/lib/json/json-object";
import { digitCountOf, ExactNumber } from "@/lib/json/exact-number";
import { numberDigitsMax } from "@/lib/json/scalar";
import { fitsBytes, isStorableText } from "@/lib/text/storable-text";
import { memoryBytesMax, metadataDepthMax, storedEntityLengthMax } from "./limits";

// What the built-in store can hold. Messages read on from a name: "metadata is not an object".

export const storableText = z
  .string("is not text")
  .refine(isStorableText, "contains a null or invalid character");

export const storableMemory = storableText
  .min(1, "is empty")
  .refine((text) => text.trim() !== "", "is empty")
  .refine((text) => fitsBytes(text, memoryBytesMax), "is longer than 1 MiB");

export const storableEntity = storableText.max(
  storedEntityLengthMax,
  `is longer than ${storedEntityLengthMax} characters`,
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
  if (typeof value === "string") return isStorableText(value);
  if (typeof value === "number") return Number.isFinite(value);
  if (value instanceof ExactNumber) return digitCountOf(value.text) <= numberDigitsMax;
  if (typeof value !== "object" || value === null) return true;
  if (depthLeft === 0) return false;
  return Object.entries(value).every(
    ([key, member]) => isStorableText(key) && isStorableJson(member, depthLeft - 1),
  );
};
