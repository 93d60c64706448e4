import type { TicketOutcome } from "./types";

/** What a store had of a ticket's person, at one look. */
export type StoreLook = {
  storeId: string;
  theirsCount: number;
  aboutCount: number;
  /** Memories of ids that are only like theirs: of somebody else, or not. */
  possiblyTheirsCount: number;
  /** Whether not all was counted, or not everything was searched: there are at least so many. */
  isAtLeast: boolean;
  /** Why nothing, or not all, is known of this store; null: it was searched. */
  errorCode: LookErrorCode | null;
};

/** `failed`: it did not answer; `disabled`: Lethe does not ask it; `unreadable`: whom to look for could not be read. */
export const lookErrorCodes = ["failed", "disabled", "unreadable"] as const;
export type LookErrorCode = (typeof lookErrorCodes)[number];

/** The same, with when the newest of what was found was stored; null when nothing was, or the store does not say. */
export type FoundLook = StoreLook & { newestTheirsAt: Date | null; newestAboutAt: Date | null };

/**
 * Whether something has come back in a store. What was stored, or changed, after the ticket's deletions were requested has. So has
 * anything of theirs, where all of it was found to be gone, and more than at the look before. What stays by choice has not: what others
 * say of a person is kept at times, and known from the look before.
 */
export const hasComeBack = (
  found: FoundLook,
  {
    outcome,
    since,
    before,
    keptCount,
  }: {
    outcome: TicketOutcome | null;
    /** When the ticket's last deletion was requested; without one, when it was closed. */
    since: Date;
    /** What the store had at the look before; null when there was none. */
    before: Pick<StoreLook, "theirsCount" | "aboutCount"> | null;
    /** Memories of theirs in the store that were left out on purpose. */
    keptCount: number;
  },
): boolean => {
  if (found.errorCode !== null) return false;
  if (isAfter(found.newestTheirsAt, since) || isAfter(found.newestAboutAt, since)) return true;
  if (before !== null) return found.theirsCount > before.theirsCount || found.aboutCount > before.aboutCount;
  return outcome === "done" && found.theirsCount > keptCount;
};

const isAfter = (at: Date | null, since: Date): boolean => at !== null && at > since;
