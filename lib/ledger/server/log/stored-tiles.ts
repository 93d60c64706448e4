import { and, desc, eq, or, sql } from "drizzle-orm";
import { ledgerTiles } from "@/drizzle/schema/ledger-log";
import type { Queryable, Transaction } from "@/lib/database/server/database";
import { hashLength } from "@/lib/ledger/log/hash";
import { hashesIn, tilesOf, tileWidth, type Tile, type TileName } from "@/lib/ledger/log/tiles";
import type { HashAt, Place } from "@/lib/ledger/log/tree";

/** How many leaves the stored tiles have: what of the ledger is in the tree. */
export const storedSize = async (database: Queryable): Promise<number> => {
  const [last] = await database
    .select({ number: ledgerTiles.number, length: sql<number>`length(${ledgerTiles.hashes})` })
    .from(ledgerTiles)
    .where(eq(ledgerTiles.level, 0))
    .orderBy(desc(ledgerTiles.number))
    .limit(1);
  return last === undefined ? 0 : last.number * tileWidth + last.length / hashLength;
};

/** Of the tiles of these names, those that are stored. Of a few: a proof needs at most two a level. */
export const readTiles = async (database: Queryable, names: readonly TileName[]): Promise<Tile[]> =>
  names.length === 0
    ? []
    : database
        .select()
        .from(ledgerTiles)
        // Each by the index, also before the table has statistics.
        .where(
          or(
            ...names.map(({ level, number }) =>
              and(eq(ledgerTiles.level, level), eq(ledgerTiles.number, number)),
            ),
          ),
        );

/** The hashes of these subtrees. Throws RangeError when the tiles that hold them are not all there. */
export const readHashes = async (database: Queryable, places: readonly Place[]): Promise<HashAt> => {
  const hashAt = hashesIn(await readTiles(database, tilesOf(places)));
  // Found out here and not halfway through a proof.
  places.forEach(hashAt);
  return hashAt;
};

export const writeTiles = async (transaction: Transaction, tiles: readonly Tile[]): Promise<void> => {
  const rows = tiles.map(({ level, number, hashes }) => ({ level, number, hashes: Buffer.from(hashes) }));
  if (rows.length === 0) return;
  await transaction
    .insert(ledgerTiles)
    .values(rows)
    .onConflictDoUpdate({
      target: [ledgerTiles.level, ledgerTiles.number],
      set: { hashes: sql`excluded.hashes` },
    });
};

/** One tile, or its beginning of `width` hashes; null when it is not there, or not that wide. */
export const findTile = async (
  database: Queryable,
  { level, number, width }: TileName & { width: number },
): Promise<Uint8Array | null> => {
  const [tile] = await database
    .select({ hashes: ledgerTiles.hashes })
    .from(ledgerTiles)
    .where(and(eq(ledgerTiles.level, level), eq(ledgerTiles.number, number)));
  const length = width * hashLength;
  return tile === undefined || tile.hashes.length < length ? null : tile.hashes.subarray(0, length);
};
