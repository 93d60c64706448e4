import type { EntityField, MemoryId } from "@/lib/memories/types";
import type { StoreErrorCode } from "@/lib/errors/store-error";

/**
 * Where a store keeps copies that outlive a deletion. `history`: what became of each memory, with its texts. `chat_turns`:
 * the last messages that memories were made of. `entities`: names found in memories.
 */
export const residuePlaces = ["history", "chat_turns", "entities"] as const;
export type ResiduePlace = (typeof residuePlaces)[number];

export type ResidueLine = {
  place: ResiduePlace;
  /** `unknown`: what was deleted does not say whose they would be. `out_of_reach`: it cannot be looked at from here. */
  outcome: "none" | "found" | "unknown" | "out_of_reach";
  /** Rows found, or of a history that can only be asked about one memory at a time, the memories it still has. */
  count: number;
  /** Whether they can be removed from here. */
  canPurge: boolean;
  /** Why it is out of reach; `not_configured`: its place is not set in Lethe. */
  errorCode: StoreErrorCode | "not_configured" | null;
  /** Where the server's operator finds it: a path or a table. */
  where: string;
};

export type ResidueInput = {
  /** The memories that were deleted. */
  ids: ReadonlySet<MemoryId>;
  /** The entities that all of them named, if the deletion was of such; chat turns are kept by these. */
  entities: Partial<Record<EntityField, string>>;
  /** The memories that the store's history still has, if it was just asked; otherwise it is asked. */
  remembered?: ReadonlySet<MemoryId>;
  signal: AbortSignal;
};

/** Looks for copies of deleted memories, and removes those that can be reached. */
export type StoreResidue = {
  /** A line for each place, in order. Changes nothing. */
  find: (input: ResidueInput) => Promise<ResidueLine[]>;
  /** Removes what can be removed in these places; says how many rows that were. Twice is once. Throws StoreError. */
  purge: (input: ResidueInput & { place: ResiduePlace }) => Promise<number>;
};
