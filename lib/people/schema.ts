import { z } from "zod";
import { entityKinds } from "@/lib/memories/entity";
import { comparedText, entityIdToFind } from "@/lib/memories/text-schemas";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { personTextLengthMax, termsMax, termsOf } from "./terms";

/** Beyond so many nobody ticks one by one. */
export const confirmedMax = 200;
const storeIdsMax = 200;

export const personEntitySchema = z.object({
  storeId: storeIdSchema,
  kind: z.enum(entityKinds),
  value: entityIdToFind().min(1),
});

/** Input of findPerson, as it comes from outside. */
export const personSearchSchema = z.object({
  text: comparedText("A name, e-mail or ID")
    .max(
      personTextLengthMax,
      `Names, e-mails and IDs can have at most ${personTextLengthMax.toLocaleString("en-US")} characters together.`,
    )
    .refine(
      (text) => termsOf(text).length <= termsMax,
      `At most ${termsMax} names, e-mails and IDs can be looked for together.`,
    )
    .default(""),
  /** Ids that were confirmed to be the same person's: theirs in their store, and looked for like what was typed. */
  confirmed: z
    .array(personEntitySchema)
    .max(confirmedMax, `At most ${confirmedMax} IDs can be confirmed.`)
    .default([]),
  /** Only in these stores; absent: in all that can be used. */
  storeIds: z.array(storeIdSchema).min(1).max(storeIdsMax).optional(),
});
export type PersonSearchInput = z.infer<typeof personSearchSchema>;
