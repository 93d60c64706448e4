import type { MemoryId } from "@/lib/memories/types";

/** So many days an addition can be asked for, and its row is there; Mem0 says "recent" and no number. */
export const eventDaysKept = 30;

/** Why no memory came of an addition: the model was out of reach or too slow, or answered what cannot be used. */
export type AdditionErrorCode = "model_unavailable" | "model_answer";

/** What is stored of one new memory. */
export type NewMemory = {
  memory: string;
  userId: string | null;
  agentId: string | null;
  appId: string | null;
  runId: string | null;
  metadata: Record<string, unknown>;
  immutable: boolean;
  /** `YYYY-MM-DD`. */
  expirationDate: string | null;
  /** When it is said to be of another time than now. */
  createdAt: Date | null;
};

/** What became of each text that was to be stored. A repeat was there already, under this id, and nothing of it is changed. */
export type Addition = { id: string; memories: { id: MemoryId; memory: string; isRepeat: boolean }[] };
