import { hashLength, hashNode, joined, type Hash } from "./hash";
import type { HashAt, Place } from "./tree";

// Tiles of height 8, by https://c2sp.org/tlog-tiles: the hashes of level 0 are those of leaves, each of a level above is the root of a
// full tile of the one below.

const heightBits = 8;
/** Hashes of a full tile. */
export const tileWidth = 256;

export type TileName = { level: number; number: number };
export type Tile = TileName & { hashes: Uint8Array };

/** The number of hashes at a tile level of a tree of `size` leaves. */
export const hashCountAt = (level: number, size: number): number => Math.floor(size / tileWidth ** level);

/** The tiles at the right edge that are begun and not full, one at most a level. */
export const openTiles = (size: number): (TileName & { width: number })[] => {
  const tiles = [];
  for (let level = 0; hashCountAt(level, size) > 0; level++) {
    const count = hashCountAt(level, size);
    const width = count % tileWidth;
    if (width > 0) tiles.push({ level, number: Math.floor(count / tileWidth), width });
  }
  return tiles;
};

/** The tiles that hold the hashes of these places, each once. */
export const tilesOf = (places: readonly Place[]): TileName[] => {
  const tiles = new Map<string, TileName>();
  for (const place of places) {
    const { level, number } = locate(place);
    tiles.set(keyOf({ level, number }), { level, number });
  }
  return [...tiles.values()];
};

/** Looks hashes up in tiles that were read. Throws RangeError for one that is not in them. */
export const hashesIn = (tiles: readonly Tile[]): HashAt => {
  const byName = new Map(tiles.map((tile) => [keyOf(tile), tile.hashes]));
  const known = new Map<string, Hash>();
  return (place) => {
    const name = `${place.level}/${place.index}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    const { level, number, from, count } = locate(place);
    const hashes = byName.get(keyOf({ level, number }));
    if (hashes === undefined || hashes.length < (from + count) * hashLength) {
      throw new RangeError(`Tile ${level}/${number} does not hold what the tree needs.`);
    }
    const hash = rootWithin(hashes, from, count);
    known.set(name, hash);
    return hash;
  };
};

/** Appends leaves to a tree, of which the tiles that are begun and not full are given. */
export const createTileWriter = (size: number, open: readonly Tile[]) => {
  const begun = new Map(open.map((tile) => [tile.level, split(tile.hashes)]));
  // Lists of hashes, put together only when asked for: most tiles are added to many times.
  let changed = new Map<string, TileName & { list: Hash[] }>();

  const put = (level: number, index: number, hash: Hash): void => {
    const hashes = begun.get(level) ?? [];
    if (hashes.length !== index % tileWidth)
      throw new RangeError(`The open tile of level ${level} is not the tree’s.`);
    hashes.push(hash);
    const number = Math.floor(index / tileWidth);
    changed.set(keyOf({ level, number }), { level, number, list: hashes });
    if (hashes.length < tileWidth) {
      begun.set(level, hashes);
      return;
    }
    begun.delete(level);
    put(level + 1, number, rootWithin(joined(hashes), 0, tileWidth));
  };

  return {
    append: (leafHash: Hash): void => {
      put(0, size, leafHash);
      size++;
    },
    /** How many leaves there are. */
    size: (): number => size,
    /** The tiles that are new or longer since this was last asked. */
    takeChanged: (): Tile[] => {
      const tiles = [...changed.values()].map(({ list, ...name }) => ({ ...name, hashes: joined(list) }));
      changed = new Map();
      return tiles;
    },
  };
};

/** `tile/<level>/<number>`, with `.p/<width>` for one that is not full; without "tile/". */
export const tilePath = (level: number | "entries", number: number, width: number): string => {
  const digits = String(number).padStart(Math.ceil(String(number).length / 3) * 3, "0");
  const parts = digits.match(/.../g) ?? [];
  const encoded = parts.map((part, at) => (at < parts.length - 1 ? `x${part}` : part)).join("/");
  return `${level}/${encoded}${width < tileWidth ? `.p/${width}` : ""}`;
};

/** Reads such a path; null for one that is not written exactly so. */
export const parseTilePath = (
  path: string,
): { level: number | "entries"; number: number; width: number } | null => {
  const match = /^(entries|0|[1-9]\d?)\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (match === null) return null;
  const [, levelText = "", numberText = "", widthText] = match;
  const level = levelText === "entries" ? levelText : Number(levelText);
  const number = Number(numberText.replaceAll(/[x/]/g, ""));
  const width = widthText === undefined ? tileWidth : Number(widthText);
  const isOne = widthText === undefined || width < tileWidth;
  const isKnown = level === "entries" || level <= 63;
  return isOne && isKnown && tilePath(level, number, width) === path ? { level, number, width } : null;
};

/** Where the hash of a whole subtree lies: it is the root over `count` hashes of one tile. */
const locate = ({ level, index }: Place): TileName & { from: number; count: number } => {
  const tileLevel = Math.floor(level / heightBits);
  const count = 2 ** (level % heightBits);
  const first = index * count;
  return { level: tileLevel, number: Math.floor(first / tileWidth), from: first % tileWidth, count };
};

/** The root over `count` hashes, a power of two, from number `from` on. */
const rootWithin = (hashes: Uint8Array, from: number, count: number): Hash => {
  if (count === 1) return hashes.subarray(from * hashLength, (from + 1) * hashLength);
  const half = count / 2;
  return hashNode(rootWithin(hashes, from, half), rootWithin(hashes, from + half, half));
};

const split = (hashes: Uint8Array): Hash[] =>
  Array.from({ length: hashes.length / hashLength }, (_, at) =>
    hashes.subarray(at * hashLength, (at + 1) * hashLength),
  );

const keyOf = ({ level, number }: TileName): string => `${level}/${number}`;
