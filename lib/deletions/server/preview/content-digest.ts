import type { Memory } from "@/lib/memories/types";
import { digestOf } from "../record/digest-keys";

/**
 * Tells whether a memory is as it was when it was previewed, in all that it says of itself; keyed, as hexadecimal text. The
 * order of metadata keys and of categories says nothing.
 */
export const contentDigest = (key: Buffer, memory: Memory): string =>
  digestOf(key, {
    ...memory,
    categories: [...memory.categories].sort(),
  });
