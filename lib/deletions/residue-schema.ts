import { z } from "zod";
import { residuePlaces } from "@/lib/stores/residue";
import { deletionIdSchema } from "./deletion-id";

/** What a member confirms: the place, and how much of it was shown there. */
export const purgeResidueSchema = z.object({
  id: deletionIdSchema,
  place: z.enum(residuePlaces),
  expectedCount: z.int().min(1),
});
export type PurgeResidueInput = z.infer<typeof purgeResidueSchema>;
