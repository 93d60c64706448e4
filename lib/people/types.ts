import type { EntityKind } from "@/lib/memories/entity";
import type { Count, MemoryId } from "@/lib/memories/types";
import type { StoreId } from "@/lib/stores/store-ids";

/**
 * In which groups what was found is shown. `theirs`: ids that were typed, or confirmed. `possibly_theirs`: ids like these.
 * `about`: memories of others that name the person. `in_their_runs`: memories without a user, of agents that name the person,
 * or in runs in which the person took part.
 */
export const findingGroups = ["theirs", "possibly_theirs", "about", "in_their_runs"] as const;
export type FindingGroup = (typeof findingGroups)[number];

/**
 * Why an id is taken for the same person's; several together when only together they make the two alike. `unicode`: other forms
 * of the same letters, or letters without their accents. `name_in_id`: it has the name in it, or a part or the initials of it.
 * `carried`: it is called otherwise, and its own memories carry the term.
 */
export const likenesses = [
  "case",
  "unicode",
  "separator",
  "email_local_part",
  "plus_tag",
  "name_in_id",
  "spelling",
  "carried",
] as const;
export type Likeness = (typeof likenesses)[number];

/** A user, agent, app or run of a store. */
export type PersonEntity = { storeId: StoreId; kind: EntityKind; value: string };

/** `term`: what of the typed or confirmed texts it was found by. */
export type FoundEntity = PersonEntity & {
  count: Count;
  /** When one of its memories was last updated, ISO 8601 in UTC; null when the store does not say. */
  lastAt: string | null;
  /** The beginning of its newest memory. */
  sample: string | null;
  /** Empty for the term itself. */
  likeness: Likeness[];
  term: string;
  /**
   * Of an agent, app or run: whether memories of users who are not theirs name it as well. Such a one is `possibly_theirs`, even
   * when it is called just so: to delete it would take what is another person's.
   */
  hasOthers: boolean;
};

/** A memory that is not theirs by its ids. */
export type FoundMemory = {
  storeId: StoreId;
  id: MemoryId;
  /** What the person was found in, clipped around the first match; where nothing matched, the memory's beginning. */
  text: string;
  /** Where the term stands in `text`, in UTF-16 units. */
  marks: { start: number; end: number }[];
  /**
   * `version`: an earlier text of it, which is deleted with it; `feedback`: what was said of it, likewise. `run`: it names nobody, and is of a run in which the person took part.
   */
  matchedIn: "text" | "metadata" | "version" | "feedback" | "run";
  /** The beginning of the memory's own text, where `text` is another one; else null. */
  memory: string | null;
  /** Empty when it was found by its run. */
  term: string;
  userId: string | null;
  agentId: string | null;
  appId: string | null;
  runId: string | null;
  createdAt: string;
};

/** What was not looked at, or not wholly; `words` says it in a sentence. */
export type NotSearched = {
  /** Null: in none of the stores. */
  storeId: StoreId | null;
  reason: "word_too_short" | "no_metadata_search" | "examined_only" | "too_many" | "timed_out" | "unreadable";
  words: string;
};

/** One line of the answer of POST /api/people. The groups of a store come as they are found, each in one line or several. */
export type PersonMessage =
  | { type: "entities"; group: "theirs" | "possibly_theirs"; storeId: StoreId; entities: FoundEntity[] }
  | {
      type: "memories";
      group: "about" | "in_their_runs";
      storeId: StoreId;
      memories: FoundMemory[];
      /** False: more than these were found, and the rest is not shown. */
      isComplete: boolean;
    }
  | { type: "not_searched"; notSearched: NotSearched }
  /** All of a group was said: where nothing was, there is nothing but for what was not searched. */
  | { type: "searched"; storeId: StoreId; group: FindingGroup }
  /** Nothing more comes of this store: what it still had to say is not known. */
  | { type: "failed"; storeId: StoreId | null; message: string }
  | { type: "end" };
