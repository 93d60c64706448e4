import type { z } from "zod";
import type { Filter } from "@/lib/filters/filter";
import type { Memory } from "@/lib/memories/types";
import type { MemoryPosition } from "@/lib/memories/memory-page";
import type { Unreadable } from "@/lib/memories/unreadable";
import type { previewIdSchema } from "./preview-id-schema";
import type { Coverage } from "./selection";

export type PreviewId = z.infer<typeof previewIdSchema>;

export const previewMonthsMax = 120;

/** The properties by which a preview tells apart what would be deleted. */
export const breakdownFields = ["user_id", "agent_id", "app_id", "run_id", "categories"] as const;
export type BreakdownField = (typeof breakdownFields)[number];

/** `value` null: memories that have none. A memory of several categories counts in each of them, so those do not add up. */
export type BreakdownRow = { value: string | null; count: number };
export type Breakdown = {
  /** The largest named values first (at most 20), then the memories without one, if any. */
  rows: BreakdownRow[];
  /** How many different named values there are in all. */
  valueCount: number;
};

/** A memory as a preview shows it. `memory` is cut after 2,000 characters, and then ends in "…". */
export type SampleMemory = Pick<
  Memory,
  "id" | "memory" | "userId" | "agentId" | "appId" | "runId" | "createdAt" | "immutable"
> & { isExpired: boolean; isSuperseded: boolean };

/** A page of what a selection takes, newest first; `nextPosition` is null on the last one. */
export type SelectedPage = { memories: SampleMemory[]; nextPosition: MemoryPosition | null };

/**
 * Memories without a user that are not selected, and of the same runs as some that are: what an agent noted about a person
 * can be among them. Asked only when the selection is about a user.
 */
export type NearMemories =
  | { kind: "not_asked" }
  /** It took too long to tell, or the selected memories are of more runs than can be looked through. */
  | { kind: "unknown" }
  | {
      kind: "counted";
      count: number;
      /** Of how many runs they are. */
      runCount: number;
      /** Finds them in the table of memories; null when there are none, or of more runs than a filter can name. */
      filter: Filter | null;
      /** The newest 5. */
      sample: SampleMemory[];
    };

/**
 * What a selection would delete, counted now and by looking at every memory of it. In the built-in store, and where Mem0's own
 * Postgres is read, in one snapshot, so that every number is exact; of any other store memory by memory, so that what changes
 * meanwhile may be counted or not.
 */
export type SelectionPreview = {
  /** To be sent back with the confirmation, which binds to the memories of this preview. */
  id: PreviewId;
  /** Memories that exist now and would be deleted. */
  count: number;
  /** Listed ids that are not in the store (always 0 for a matching selection). */
  absentCount: number;
  breakdowns: Record<BreakdownField, Breakdown>;
  /** By month of creation in UTC ("2026-03"), oldest first, months without memories left out; at most `previewMonthsMax`, the newest. */
  byMonth: { month: string; count: number }[];
  expiredCount: number;
  immutableCount: number;
  supersededCount: number;
  /** Immutable memories that match and stay, because keepsImmutable was asked for; null when it was not. */
  keptImmutableCount: number | null;
  /** Memories that would be taken and stay, as holds cover them: in all, and by each hold. One may be held by several. */
  heldCount: number;
  heldBy: { id: string; name: string; count: number }[];
  /** created_at of the oldest and the newest; null when there is none. */
  oldestAt: string | null;
  newestAt: string | null;
  near: NearMemories;
  /** How much of the store it covers; null where that was not to be compared. */
  coverage: Coverage | null;
  /**
   * Memories that could not be read. Listed ones are counted and deleted by id. From a matching selection they are kept, because
   * it is unknown whether they match.
   */
  unreadable?: Unreadable;
  /** The newest 5. */
  sample: SampleMemory[];
  /** The instant of this preview, to be sent back with the confirmation. */
  cutoffAt: string;
};
