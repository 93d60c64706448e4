import type { Actor } from "@/lib/access/types";
import type { DeletionOperation, ItemState } from "@/lib/deletions/types";
import { withNamedInvisible } from "@/lib/text/invisible-characters";

export const operationWords: Record<DeletionOperation, string> = {
  delete: "Delete",
  batch: "Batch delete",
  delete_matching: "Delete by filter",
  delete_all: "Delete all",
  wipe: "Wipe",
  delete_entity: "Delete entity",
};

export const itemStateWords: Record<ItemState, string> = {
  deleted: "Deleted",
  already_absent: "Already absent",
  failed: "Failed",
  pending: "Pending",
  kept: "Kept",
};

/** Who did it, with what they are when it is not a member. */
export const actorWords = (actor: Actor): string => {
  const name = withNamedInvisible(actor.label);
  if (actor.kind === "rule") return `Retention rule ${name}, version ${actor.version}`;
  return actor.kind === "api-key" ? `API key ${name}` : name;
};
