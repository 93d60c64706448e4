import type { Memory, MemoryId } from "./types";
import type { Unreadable } from "./unreadable";

/** A memory's place in the order (sort value as ISO 8601, then id). Holds no memory text. */
export type MemoryPosition = { at: string; id: MemoryId };
export type MemoryPage = {
  memories: Memory[];
  hasPrevious: boolean;
  hasNext: boolean;
  /** Set when the store ended the list by itself, or only so many of its memories were examined: there may be more. */
  cappedAt?: number;
  /** Memories that were met while the page was read, may belong to it, and could not be read. */
  unreadable?: Unreadable;
  /** By how many seconds the read replica that was asked is behind; absent when it is not, or none was asked. */
  behindSeconds?: number;
};
