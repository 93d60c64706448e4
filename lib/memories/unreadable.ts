import type { z } from "zod";
import type { unreadableMemorySchema, unreadableSchema } from "./unreadable-schema";

export type UnreadableMemory = z.infer<typeof unreadableMemorySchema>;

export type Unreadable = z.infer<typeof unreadableSchema>;

export const unreadableShownMax = 50;

/** Adds up unreadable memories, each id once, without holding all of them; those without an id cannot be told apart. */
export const tallyUnreadable = () => {
  const ids = new Set<string>();
  const first: UnreadableMemory[] = [];
  let withoutId = 0;
  return {
    add: (memories: readonly UnreadableMemory[]): void => {
      for (const memory of memories) {
        if (memory.id === null) withoutId++;
        else if (ids.has(memory.id)) continue;
        else ids.add(memory.id);
        if (first.length < unreadableShownMax) first.push(memory);
      }
    },
    /** Undefined when there was none, so that it can be spread into an answer. */
    done: (reading: "all" | "at_least" = "all"): Unreadable | undefined =>
      first.length === 0
        ? undefined
        : {
            count: ids.size + withoutId,
            ...(reading === "at_least" && { isLowerBound: true as const }),
            first,
          },
  };
};
