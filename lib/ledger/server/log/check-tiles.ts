import type { Database } from "@/lib/database/server/database";
import { leafHashOf } from "@/lib/ledger/leaf-hash";
import { hashLength, isSameHash } from "@/lib/ledger/log/hash";
import { createTileWriter, tilePath, tileWidth, type Tile } from "@/lib/ledger/log/tiles";
import type { Finding, LedgerEvent } from "@/lib/ledger/types";
import { readTiles, storedSize } from "./stored-tiles";

export type TileCheck = {
  /** Takes the next event, in order. */
  append: (event: LedgerEvent) => void;
  /** Compares what was completed since the last time; to be asked now and then, or the memory grows. */
  compare: () => Promise<Finding[]>;
  /** Compares the rest, once after the last event. */
  end: () => Promise<Finding[]>;
};

/** Holds the stored tiles against those that the events make, up to the size that is stored. */
export const checkTiles = async (database: Database): Promise<TileCheck> => {
  const size = await storedSize(database);
  const writer = createTileWriter(0, []);
  /** The tiles that are begun, by level: compared when they are full, or at the end. */
  const begun = new Map<number, Tile>();
  let isDone = false;

  const held = async (tiles: Tile[]): Promise<Finding[]> => {
    const stored = new Map((await readTiles(database, tiles)).map((tile) => [nameOf(tile), tile.hashes]));
    return tiles.flatMap((tile) => findingOf(tile, stored.get(nameOf(tile))));
  };

  return {
    append: (event) => {
      // Events that are not taken into the tree yet have no tiles; after a gap every tile would be another.
      if (isDone || writer.size() >= size || event.seq !== writer.size() + 1) {
        isDone = true;
        return;
      }
      writer.append(leafHashOf(event));
    },
    compare: () => {
      const full = [];
      for (const tile of writer.takeChanged()) {
        if (tile.hashes.length === tileWidth * hashLength) {
          full.push(tile);
          if (begun.get(tile.level)?.number === tile.number) begun.delete(tile.level);
        } else {
          begun.set(tile.level, tile);
        }
      }
      return held(full);
    },
    end: async () => held([...begun.values()]),
  };
};

const findingOf = ({ level, number, hashes }: Tile, stored: Uint8Array | undefined): Finding[] => {
  const tile = tilePath(level, number, tileWidth);
  if (stored === undefined) return [{ kind: "tile_missing", tile }];
  // More may have been taken in meanwhile.
  return isSameHash(stored.subarray(0, hashes.length), hashes) ? [] : [{ kind: "tile_differs", tile }];
};

const nameOf = ({ level, number }: Tile): string => `${level}/${number}`;
