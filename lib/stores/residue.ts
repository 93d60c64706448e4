import type { EntityField, MemoryId } from "@/lib/memories/types";
import type { StoreErrorCode } from "@/lib/errors/store-error";
import type { Profile, ProfileLook, ProfileLooks } from "./profile";

/**
 * Where a store keeps copies that outlive a deletion. `history`: what became of each memory, with its texts. `chat_turns`:
 * the last messages that memories were made of. `entities`: names found in memories. `profile`: summaries of all memories of a user.
 */
export const residuePlaces = ["history", "chat_turns", "entities", "profile"] as const;
export type ResiduePlace = (typeof residuePlaces)[number];

export type ResidueLine = {
  place: ResiduePlace;
  /**
   * `unknown`: what was deleted does not say whose they would be, or the store has no such place to ask. `out_of_reach`: it cannot
   * be looked at from here. `unclear`: the store answers, and not whether there is something.
   */
  outcome: "none" | "found" | "unknown" | "out_of_reach" | "unclear";
  /** Rows found; of a history that can only be asked about one memory at a time, the memories it still has; of profiles, users. */
  count: number;
  /** Whether they can be removed from here. */
  canPurge: boolean;
  /** Why it is out of reach; `not_configured`: its place is not set in Lethe. */
  errorCode: StoreErrorCode | "not_configured" | null;
  /** Where the server's operator finds it: a path or a table. Empty where there is no operator to ask. */
  where: string;
  /** Of profiles: what was seen of each named user's, in the order in which they were named. */
  profiles?: ProfileLooks[];
  /** Memories of these users that are stored: while there are any, removing the users would take them. */
  storedCount?: number;
};

export type ResidueInput = {
  /** The memories that were deleted. */
  ids: ReadonlySet<MemoryId>;
  /** The entities that all of them named, if the deletion was of such; chat turns are kept by these. */
  entities: Partial<Record<EntityField, string>>;
  /** Users whose memories were deleted, all of them or some, as far as the deletion names them; at most `namedUsersMax`. */
  users: readonly string[];
  /** What was seen of their profiles before the deletion, in the same order. */
  profilesBefore?: readonly (ProfileLook | null)[];
  /** The memories that the store's history still has, if it was just asked; otherwise it is asked. */
  remembered?: ReadonlySet<MemoryId>;
  signal: AbortSignal;
};

/** Looks for copies of deleted memories, and removes those that can be reached. */
export type StoreResidue = {
  /** Where it looks. */
  readonly places: readonly ResiduePlace[];
  /** A line for each place, in order. Changes nothing. */
  find: (input: ResidueInput) => Promise<ResidueLine[]>;
  /** Removes what can be removed in these places; says how many rows that were. Twice is once. Throws StoreError. */
  purge: (input: ResidueInput & { place: ResiduePlace }) => Promise<number>;
  /** What a user's profile says now, for whoever decides about it. Absent where the store keeps none. Throws StoreError. */
  readProfile?: (userId: string, signal: AbortSignal) => Promise<Profile>;
};

/** Each costs a request or two. */
export const namedUsersMax = 100;
