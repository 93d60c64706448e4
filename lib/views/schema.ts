import { z } from "zod";
import { isSearchableText } from "@/lib/filters/filter-limits";
import { filterSchema } from "@/lib/filters/filter-schema";
import { searchTextLengthMax } from "@/lib/memories/limits";
import { memorySortFields } from "@/lib/memories/types";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { isVisibleLine } from "@/lib/text/invisible-characters";
import { viewNameLengthMax } from "./limits";
import { viewIdSchema } from "./view-id-schema";

const name = z
  .string()
  .trim()
  .min(1, "Enter a name for the view.")
  .max(viewNameLengthMax, `A name can have at most ${viewNameLengthMax} characters.`)
  .refine(isVisibleLine, "A name must be one line, without control or invisible characters.");

const columnId = z.string().min(1).max(64);
export const viewColumnsSchema = z.object({
  order: z.array(columnId).max(64),
  hidden: z.array(columnId).max(64),
});

/** What a view looks for, as it comes from outside, and as it lies sealed. */
export const viewSearchSchema = z.object({
  filter: filterSchema.nullable(),
  text: z
    .string()
    .max(searchTextLengthMax)
    .refine((text) => text === "" || isSearchableText(text), "The search of this view is not valid."),
});

const content = z.object({
  ...viewSearchSchema.shape,
  storeId: storeIdSchema,
  sort: z.object({ field: z.enum(memorySortFields), direction: z.enum(["asc", "desc"]) }),
  columns: viewColumnsSchema,
});

export const createViewSchema = z.object({ name, isShared: z.boolean(), content });
export type CreateViewInput = z.infer<typeof createViewSchema>;

/** `readAt`: the `updatedAt` of what it takes the place of, so that nobody's change is lost unseen. */
export const changeViewSchema = z.object({
  id: viewIdSchema,
  readAt: z.iso.datetime(),
  name: name.optional(),
  isShared: z.boolean().optional(),
  content: content.optional(),
});
export type ChangeViewInput = z.infer<typeof changeViewSchema>;

export const viewInputSchema = z.object({ id: viewIdSchema });
