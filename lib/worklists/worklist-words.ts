import type { StaleReason } from "./stale-counts";
import type { WorklistName } from "./worklists";

/** What each list is called, and why one would look at it. */
export const worklistWords: Record<WorklistName, { title: string; why: string }> = {
  expired: {
    title: "Expired but still stored",
    why: "Mem0 hides a memory after its last day. The text stays in the store until it is deleted.",
  },
  superseded: {
    title: "Superseded",
    why: "A newer memory replaced them. Searches leave them out, but they are still stored.",
  },
  unchanged: {
    title: "Not changed for a long time",
    why: "What was true then may no longer be. Nobody has added to or corrected them since.",
  },
  no_user: {
    title: "Without a user",
    why: "No request of a person to be forgotten finds them by a user ID.",
  },
};

export const staleWords: Record<StaleReason, string> = {
  expired: "Expired",
  superseded: "Superseded",
  unchanged: "Not changed for a year",
};
