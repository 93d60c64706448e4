import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { inParallel } from "@/lib/async/in-parallel";
import { writeExact } from "@/lib/json/write-exact";
import type { SaidProfile } from "@/lib/deletions/said-profile";
import { residueSubject } from "./residue-subject";

const parallelMax = 4;
/** A page shows so many at once. */
const profilesMax = 20;
const fieldsMax = 100;
const textMax = 2_000;

/**
 * What the profiles say now that a store keeps of the users whose memories were deleted: asked for, shown, and written down nowhere. At
 * most 20 users. Empty where the store keeps none, or the deletion names no user. Throws as `residueSubject` does, and StoreError.
 */
export const readProfiles = async (ctx: Context, { id }: { id: DeletionId }): Promise<SaidProfile[]> => {
  requirePermission(ctx.actor, "memories:read");
  const { residue, input } = await residueSubject(ctx, id);
  if (residue?.readProfile === undefined) return [];
  const { readProfile } = residue;
  return inParallel(input.users.slice(0, profilesMax), parallelMax, async (userId) => {
    const { says } = await readProfile(userId, input.signal);
    const fields = Object.entries(says).slice(0, fieldsMax);
    return { userId, lines: fields.map(([field, value]) => ({ field, text: textOf(value) })) };
  });
};

const textOf = (value: unknown): string =>
  (typeof value === "string"
    ? value
    : Array.isArray(value) && value.every((each) => typeof each === "string")
      ? value.join(" · ")
      : writeExact(value)
  ).slice(0, textMax);
