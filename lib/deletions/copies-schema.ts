import { z } from "zod";
import { profileLooksSchema } from "@/lib/stores/profile-schema";
import { residuePlaces } from "@/lib/stores/residue";

const count = z.int().min(0);

/** How what was found of a deletion's copies is kept, and read back. */
export const copiesSchema = z.object({
  lookedAt: z.iso.datetime(),
  /** When copies were last removed from here; null when none were. */
  removedAt: z.iso.datetime().nullable(),
  places: z.array(
    z.object({
      place: z.enum(residuePlaces),
      /** `not_checked`: the store could not be asked; never a pass. */
      outcome: z.enum(["none", "found", "unknown", "out_of_reach", "unclear", "not_checked"]),
      count,
      /** Rows, or users, removed from here so far. */
      removedCount: count,
      /** Of profiles: what was seen of each user that the selection names, in its order, before the deletion and since. */
      profiles: z.array(profileLooksSchema).optional(),
    }),
  ),
});
