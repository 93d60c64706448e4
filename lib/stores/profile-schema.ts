import { z } from "zod";

/**
 * What a store answers of the summary that it keeps of a user's memories: https://docs.mem0.ai/platform/features/user-profiles.
 * `says`: it holds something. `empty`: it says nothing. `pending`: it is being built, whatever it held stays until then. `failed`:
 * the last time it was built failed, the same. `off`: profiles are off in the project. `absent`: the store does not know the user.
 */
const profileStates = ["says", "empty", "pending", "failed", "off", "absent"] as const;

/** A look at a profile, without any of its text. */
export const profileLookSchema = z.object({
  state: z.enum(profileStates),
  /** Of its fields, those that hold something. */
  fieldCount: z.int().min(0),
  /** When the store built it; null where it does not say. */
  builtAt: z.iso.datetime().nullable(),
});

/** What was seen of one user's profile before the deletion, and the last time since; null: not asked, or not answered. */
export const profileLooksSchema = z.object({
  before: profileLookSchema.nullable(),
  now: profileLookSchema.nullable(),
});
