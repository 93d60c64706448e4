"use client";

import { ShowProfiles } from "@/components/deletions/show-profiles";
import { useStore } from "@/components/stores/store-provider";
import { actionAnswer } from "@/lib/actions/action-answer";
import { readUserProfilesAction } from "@/lib/deletions/actions";
import { namedUsersOf } from "@/lib/deletions/named-users";
import { shownProfilesMax } from "@/lib/deletions/said-profile";
import type { DeleteTarget } from "@/lib/deletions/request/delete-target";

/**
 * The profiles that Mem0's Platform keeps of the users whose memories would go, asked for on request: deleting memories does not
 * delete them. Nothing elsewhere, and where no user is named.
 */
export const UserProfiles = ({ target }: { target: DeleteTarget }) => {
  const { id: storeId, kind } = useStore();
  const users = namedUsersOf(target).slice(0, shownProfilesMax);
  if (kind !== "mem0-platform" || users.length === 0) return null;
  const isOne = users.length === 1;
  return (
    <section aria-label={isOne ? "Profile" : "Profiles"} className="grid justify-items-start gap-2">
      <h3 className="text-sm font-semibold">{isOne ? "Profile" : "Profiles"}</h3>
      <p className="max-w-[70ch] text-sm">
        Mem0 may keep a profile of {isOne ? "this user" : "each of these users"}, made from the memories.
        Deleting memories does not delete it: Lethe looks at it before and after, and can delete the user in
        Mem0 when no memories are left.
      </p>
      <ShowProfiles onRead={() => actionAnswer(() => readUserProfilesAction({ storeId, userIds: users }))} />
    </section>
  );
};
