import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { inParallel } from "@/lib/async/in-parallel";
import { writeExact } from "@/lib/json/write-exact";
import { shownProfilesMax, type SaidProfile } from "@/lib/deletions/said-profile";
import type { StoreResidue } from "@/lib/stores/residue";
import { getStore } from "@/lib/stores/server/get-store";
import type { StoreId } from "@/lib/stores/store-ids";
import { residueSubject } from "./residue-subject";

const parallelMax = 4;
const secondsMax = 60;
const fieldsMax = 100;
const textMax = 2_000;

/**
 * What the profiles say now that a store keeps of the users whose memories were deleted: asked for, shown, and written down nowhere. At
 * most 20 users. Empty where the store keeps none, or the deletion names no user. Throws as `residueSubject` does, and StoreError.
 */
export const readProfiles = async (ctx: Context, { id }: { id: DeletionId }): Promise<SaidProfile[]> => {
  requirePermission(ctx.actor, "memories:read");
  const { residue, input } = await residueSubject(ctx, id);
  return readEach(residue?.readProfile, input.users, input.signal);
};

/**
 * The same of users that are named before anything is deleted, to be judged beside a preview. Throws not_permitted, what `getStore`
 * throws, and StoreError.
 */
export const readUserProfiles = async (
  ctx: Context,
  { storeId, userIds }: { storeId: StoreId; userIds: readonly string[] },
): Promise<SaidProfile[]> => {
  requirePermission(ctx.actor, "memories:delete");
  const store = await getStore(ctx, storeId);
  const residue = store.deletes === "remotely" ? store.residue : undefined;
  return readEach(residue?.readProfile, userIds, AbortSignal.timeout(secondsMax * 1000));
};

const readEach = async (
  readProfile: StoreResidue["readProfile"],
  users: readonly string[],
  signal: AbortSignal,
): Promise<SaidProfile[]> => {
  if (readProfile === undefined) return [];
  return inParallel(users.slice(0, shownProfilesMax), parallelMax, async (userId) => {
    const { look, says } = await readProfile(userId, signal);
    const fields = Object.entries(says).slice(0, fieldsMax);
    return { userId, look, lines: fields.map(([field, value]) => ({ field, text: textOf(value) })) };
  });
};

const textOf = (value: unknown): string =>
  (typeof value === "string"
    ? value
    : Array.isArray(value) && value.every((each) => typeof each === "string")
      ? value.join(" · ")
      : writeExact(value)
  ).slice(0, textMax);
