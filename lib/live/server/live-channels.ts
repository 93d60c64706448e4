import { z } from "zod";
import { deletionStatuses, isFinished } from "@/lib/deletions/status";
import type { HeardMessage } from "@/lib/live/live-message";

/** Postgres' NOTIFY channels. On the first a trigger speaks (migration 0001), on the second `notifyMemoriesChanged`. */
export const liveChannels = ["lethe_deletions", "lethe_memories"] as const;

const deletionPayload = z.object({ id: z.uuid(), status: z.enum(deletionStatuses) });

/** Reads a notification; null for one that is none of Lethe's. */
export const messageFrom = (channel: string, payload: string | undefined): HeardMessage | null => {
  if (channel === "lethe_memories") return { topic: "memories" };
  if (channel !== "lethe_deletions" || payload === undefined) return null;
  const parsed = deletionPayload.safeParse(jsonFrom(payload));
  if (!parsed.success) return null;
  const { id, status } = parsed.data;
  return { topic: "deletions", id, status, isFinished: isFinished(status) };
};

const jsonFrom = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
