import { formatEventLine } from "./event-line";
import { emptyRoot, hashLine, type Hash } from "./log/hash";
import type { LedgerEvent } from "./types";

/** The hash by which the tree has an event. Of what cannot have been recorded (an infinite time), one that fits nothing. */
export const leafHashOf = (event: LedgerEvent): Hash => {
  try {
    return hashLine(formatEventLine(event));
  } catch (error) {
    if (error instanceof RangeError) return emptyRoot;
    throw error;
  }
};
