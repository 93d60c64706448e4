import type { LedgerEvent } from "./types";

type Hashes = Pick<LedgerEvent, "hash" | "previousHash">;

export type RecentEvents = {
  add: (event: LedgerEvent, isRenumbered: boolean) => void;
  get: (seq: number) => Hashes | undefined;
  isRenumbered: (seq: number) => boolean;
};

const countMax = 2048;

/** The hashes of the events seen last, by number: enough to check links across any reordering that is not wholesale. */
export const createRecentEvents = (): RecentEvents => {
  const events = new Map<number, Hashes & { isRenumbered: boolean }>();
  return {
    add: ({ seq, hash, previousHash }, isRenumbered) => {
      events.set(seq, { hash, previousHash, isRenumbered });
      if (events.size <= countMax) return;
      // A Map keeps the order of insertion: the first key is the oldest.
      const oldest = events.keys().next();
      if (oldest.done !== true) events.delete(oldest.value);
    },
    get: (seq) => events.get(seq),
    isRenumbered: (seq) => events.get(seq)?.isRenumbered ?? false,
  };
};
