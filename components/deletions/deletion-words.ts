import type { Actor } from "@/lib/access/types";
import type { DeletionOperation, ItemState } from "@/lib/deletions/types";

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
  switch (actor.kind) {
    case "member":
      return actor.label;
    case "api-key":
      return `API key ${actor.label}`;
    case "system":
      return actor.label;
  }
};
