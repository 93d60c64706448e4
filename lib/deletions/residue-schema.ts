import { z } from "zod";
import { residuePlaces } from "@/lib/stores/residue";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { entityIdToFind } from "@/lib/memories/text-schemas";
import { deletionIdSchema } from "./deletion-id";
import { shownProfilesMax } from "./said-profile";

/** What a member confirms: the place, and how much of it was shown there. */
export const purgeResidueSchema = z.object({
  id: deletionIdSchema,
  place: z.enum(residuePlaces),
  expectedCount: z.int().min(1),
});
export type PurgeResidueInput = z.infer<typeof purgeResidueSchema>;

/** Whose profiles a member asks for. */
export const userProfilesSchema = z.object({
  storeId: storeIdSchema,
  userIds: z.array(entityIdToFind().min(1)).min(1).max(shownProfilesMax),
});
