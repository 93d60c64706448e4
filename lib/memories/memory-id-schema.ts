import { z } from "zod";
import { fitsBytes, isStorableText } from "@/lib/text/storable-text";
import { memoryIdBytesMax } from "./limits";

export const memoryIdSchema = z
  .string()
  .min(1, "A memory ID cannot be empty.")
  .refine(
    (id) => fitsBytes(id, memoryIdBytesMax),
    `A memory ID can have at most ${memoryIdBytesMax.toLocaleString("en-US")} bytes.`,
  )
  .refine(isStorableText, "A memory ID cannot contain a null or invalid character.")
  .brand<"MemoryId">();

/** An id of the built-in store: a UUID of any version, in lower case as PostgreSQL writes it. */
export const builtinIdSchema = z
  .guid("A memory ID is a UUID, for example 3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34.")
  .transform((id) => id.toLowerCase())
  .pipe(memoryIdSchema);
