import { z } from "zod";
import { entityKinds } from "@/lib/memories/entity";
import { isSearchableText } from "@/lib/filters/filter-limits";
import { searchTextLengthMax } from "@/lib/memories/limits";
import { comparedText, entityIdToFind } from "@/lib/memories/text-schemas";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { watchIdSchema } from "./types";

/** What is to be watched, as it comes from outside, and as it lies sealed. */
export const watchSubjectSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("memory"), id: memoryIdSchema }),
  z.object({
    kind: z.literal("entity"),
    entity: z.object({ kind: z.enum(entityKinds), value: entityIdToFind().min(1, "Enter an ID.") }),
  }),
  z.object({
    kind: z.literal("search"),
    text: comparedText("A search")
      .max(
        searchTextLengthMax,
        `A search can have at most ${searchTextLengthMax.toLocaleString("en-US")} characters.`,
      )
      .refine(isSearchableText, "Search needs at least 3 characters (2 in Chinese, Japanese or Korean)."),
  }),
]);

export const watchInputSchema = z.object({ id: watchIdSchema });
