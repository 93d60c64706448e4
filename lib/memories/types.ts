import type { z } from "zod";
import type { ImportId } from "./import-id";
import type { JsonText } from "@/lib/json/json-text";
import { fitsBytes, isStorableText } from "@/lib/text/storable-text";
import { memoryIdBytesMax } from "./limits";
import type { memoryIdSchema } from "./memory-id-schema";

/** A memory's id as its store writes it: any text, compared byte for byte. In the built-in store it is a UUID. */
export type MemoryId = z.infer<typeof memoryIdSchema>;

export const isMemoryId = (text: string): text is MemoryId =>
  text !== "" && fitsBytes(text, memoryIdBytesMax) && isStorableText(text);

/** The four kinds of entity that memories are scoped to, by their names in Mem0's API. */
export const entityFields = ["user_id", "agent_id", "app_id", "run_id"] as const;
export type EntityField = (typeof entityFields)[number];

/** Mem0's three (https://docs.mem0.ai/platform/features/feedback-mechanism). */
export const feedbackVerdicts = ["POSITIVE", "NEGATIVE", "VERY_NEGATIVE"] as const;
export type FeedbackVerdict = (typeof feedbackVerdicts)[number];

/** One stored fact an AI agent remembers, as it crosses the wire: instants are ISO 8601 in UTC. */
export type Memory = {
  id: MemoryId;
  memory: string;
  userId: string | null;
  agentId: string | null;
  appId: string | null;
  runId: string | null;
  /** A JSON object as text, in which no number is rounded (lib/json). */
  metadata: JsonText;
  categories: string[];
  immutable: boolean;
  /** `YYYY-MM-DD`, the last day on which Mem0's default reads show the memory; afterwards it is hidden, and still stored. */
  expirationDate: string | null;
  /** The newer memory that replaced this one, if any. */
  supersededBy: MemoryId | null;
  /** The import that brought it; null when none did, and in stores that are not Lethe's own. */
  importId: ImportId | null;
  isSample: boolean;
  /** What an application said of it by Mem0's feedback call; null when nothing, and in stores that are not Lethe's own. */
  feedback: FeedbackVerdict | null;
  feedbackReason: string | null;
  createdAt: string;
  updatedAt: string;
  /** Its store told its id and no more: all else stands in for what is unknown. Absent in all others. */
  isUntold?: true;
};

/** One step in a memory's history, oldest first. */
export type MemoryVersion = {
  event: "ADD" | "UPDATE";
  oldMemory: string | null;
  newMemory: string;
  changedAt: string;
};

export const memorySortFields = ["created_at", "updated_at"] as const;
export type MemorySort = { field: (typeof memorySortFields)[number]; direction: "asc" | "desc" };

/** Whether a memory's expiration day is over (`today` as `YYYY-MM-DD` in UTC). */
export const isExpired = (memory: Pick<Memory, "expirationDate">, today: string): boolean =>
  memory.expirationDate !== null && memory.expirationDate < today;

/** Fields whose existing values a store can suggest with counts. */
export const facetFields = ["user_id", "agent_id", "app_id", "run_id", "categories"] as const;
export type FacetField = (typeof facetFields)[number];

/** What a store can suggest: the values of a field, or the keys that metadata has. */
export const suggestedFields = [...facetFields, "metadata"] as const;
export type SuggestedField = (typeof suggestedFields)[number];
export type FacetValue = {
  value: string;
  count: number;
  /** Set when the store counted only so many of its memories: there may be more. */
  isLowerBound?: true;
};

/** A number that is exact, or only a lower bound. */
export type Count = {
  value: number;
  isExact: boolean;
  /** Counted on several nodes, one after another: about so many, while others write. */
  isAbout?: true;
  /** As of a page of memories. */
  behindSeconds?: number;
};
