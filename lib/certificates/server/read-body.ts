import { eventHash } from "@/lib/ledger/canonical";
import type { LedgerEvent } from "@/lib/ledger/types";

/** A body that was changed under its old hash tells nothing. */
export const isSound = (event: LedgerEvent): boolean => {
  try {
    return eventHash(event).equals(event.hash);
  } catch {
    return false;
  }
};

/** Null for what is no JSON. */
export const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
