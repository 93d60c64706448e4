import { asc, eq, gt } from "drizzle-orm";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { ledgerTiles } from "@/drizzle/schema/ledger-log";
import type { Transaction } from "@/lib/database/server/database";
import { formatEventLine } from "@/lib/ledger/event-line";
import { hashLine, isSameHash, type Hash } from "@/lib/ledger/log/hash";
import { createTileWriter, openTiles } from "@/lib/ledger/log/tiles";
import type { LedgerEvent } from "@/lib/ledger/types";
import { readHashes, readTiles, storedSize, writeTiles } from "./stored-tiles";

/** Events that one transaction takes into the tree. */
const batchSize = 2_000;

export type Extended =
  /** `isBehind`: there may be more events. */
  | { kind: "extended"; size: number; isBehind: boolean }
  | { kind: "gap"; seq: number; foundSeq: number }
  /** The event that was taken last is not the one that is stored, or cannot be one. */
  | { kind: "rewritten"; seq: number }
  /** Tiles are missing: to be made anew. */
  | { kind: "damaged" };

/** Takes the next events into the tiles, those that are committed. The caller holds the log's lock. */
export const extendTree = async (transaction: Transaction): Promise<Extended> => {
  const size = await storedSize(transaction);
  const open = openTiles(size);
  const tiles = await readTiles(transaction, open);
  const isWhole = open.every(({ level, number, width }) =>
    tiles.some((tile) => tile.level === level && tile.number === number && tile.hashes.length === width * 32),
  );
  if (!isWhole) return { kind: "damaged" };
  if (!(await isLastStored(transaction, size))) return { kind: "rewritten", seq: size };

  const events = await transaction
    .select()
    .from(ledgerEvents)
    .where(gt(ledgerEvents.seq, size))
    .orderBy(asc(ledgerEvents.seq))
    .limit(batchSize);
  const writer = createTileWriter(size, tiles);
  for (const event of events) {
    const seq = writer.size() + 1;
    if (event.seq !== seq) return { kind: "gap", seq, foundSeq: event.seq };
    const hash = hashOf(event);
    if (hash === null) return { kind: "rewritten", seq };
    writer.append(hash);
  }
  await writeTiles(transaction, writer.takeChanged());
  return { kind: "extended", size: writer.size(), isBehind: events.length === batchSize };
};

/** Has the tiles made anew from the events, by the extensions that follow. */
export const dropTiles = async (transaction: Transaction): Promise<void> => {
  await transaction.delete(ledgerTiles);
};

/** An alarm that does not wait for a verification: a tail that was cut off, and perhaps grown again. */
const isLastStored = async (transaction: Transaction, size: number): Promise<boolean> => {
  if (size === 0) return true;
  const [event] = await transaction.select().from(ledgerEvents).where(eq(ledgerEvents.seq, size));
  const place = { level: 0, index: size - 1 };
  const stored = (await readHashes(transaction, [place]))(place);
  const hash = event === undefined ? null : hashOf(event);
  return hash !== null && isSameHash(hash, stored);
};

/** Null for an event that cannot have been recorded: an infinite time, put there by other means. */
const hashOf = (event: LedgerEvent): Hash | null => {
  try {
    return hashLine(formatEventLine(event));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};
