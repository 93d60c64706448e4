import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { vectorLeaf, vectors } from "@/testing/transparency-log/vectors";
import { createFrontier } from "./frontier";
import { emptyRoot, hashLeaf, hashNode, type Hash } from "./hash";
import { createTileWriter, hashesIn, openTiles, parseTilePath, tilePath, tilesOf, type Tile } from "./tiles";
import {
  consistencyPlaces,
  fold,
  inclusionPlaces,
  isConsistent,
  isIncluded,
  placesOf,
  type HashAt,
  type Place,
} from "./tree";

const size = 70_001;

/** The whole tree as tiles, written in pieces, each from what is stored of those before. */
const tilesOfTree = (leafCount: number, piece = 1_000): Map<string, Tile> => {
  const tiles = new Map<string, Tile>();
  for (let at = 0; at < leafCount; at += piece) {
    const open = openTiles(at).map(({ level, number, width }) => {
      const tile = tiles.get(`${level}/${number}`);
      expect(tile?.hashes).toHaveLength(width * 32);
      return tile as Tile;
    });
    const writer = createTileWriter(at, open);
    for (let index = at; index < Math.min(at + piece, leafCount); index++)
      writer.append(hashLeaf(vectorLeaf(index)));
    for (const tile of writer.takeChanged()) tiles.set(`${tile.level}/${tile.number}`, tile);
  }
  return tiles;
};
const stored = tilesOfTree(size);
/** Reads only the tiles that the places name, as a server does. */
const reading = (places: Place[]): HashAt =>
  hashesIn(
    tilesOf(places).map(({ level, number }) => {
      const tile = stored.get(`${level}/${number}`);
      if (tile === undefined) throw new Error(`There is no tile ${level}/${number}.`);
      return tile;
    }),
  );
const proofOf = (groups: Place[][]): Hash[] => {
  const hashAt = reading(groups.flat());
  return groups.map((places) => fold(places, hashAt));
};
const rootOf = (count: number): Hash => {
  const places = placesOf(0, count);
  return fold(places, reading(places));
};
const flipped = (hash: Hash): Hash => hash.map((byte, index) => (index === 5 ? byte ^ 1 : byte));
const plain = (hashes: Hash[]) => hashes.map((hash) => Buffer.from(hash).toString("hex"));

describe("the tree, as Go’s tlog makes it", () => {
  it("has the same roots, by tiles and in one pass", () => {
    const frontier = createFrontier();
    const passed: Record<string, Hash> = { 0: frontier.root() };
    for (let index = 0; index < size; index++) {
      frontier.append(hashLeaf(vectorLeaf(index)));
      if (vectors.roots[index + 1] !== undefined) passed[index + 1] = frontier.root();
    }
    expect(Object.keys(vectors.roots).length).toBeGreaterThan(50);
    for (const [count, root] of Object.entries(vectors.roots)) {
      expect(plain([rootOf(Number(count)), passed[count] ?? emptyRoot])).toEqual(plain([root, root]));
    }
  });

  it("has the same tiles", () => {
    for (const { path, digest } of vectors.tiles) {
      const name = parseTilePath(path.replace("tile/", ""));
      const tile = stored.get(`${name?.level}/${name?.number}`);
      const width = name?.width ?? 0;
      expect(tile?.hashes.length).toBe(width * 32);
      expect(plain([hashLeaf(tile?.hashes ?? new Uint8Array())])).toEqual(plain([digest]));
    }
    const paths = vectors.tilePaths.map((path) => parseTilePath(path.replace("tile/", "")));
    expect(paths.map((name) => name && `tile/${tilePath(name.level, name.number, name.width)}`)).toEqual(
      vectors.tilePaths,
    );
  });

  it("makes the same proofs, and accepts them", () => {
    for (const { size: count, index, proof } of vectors.inclusions) {
      expect(plain(proofOf(inclusionPlaces(index, count)))).toEqual(plain(proof));
      const leafHash = hashLeaf(vectorLeaf(index));
      expect(isIncluded({ index, leafHash, proof }, { size: count, root: rootOf(count) })).toBe(true);
    }
    for (const { old, size: count, proof } of vectors.consistencies) {
      expect(plain(proofOf(consistencyPlaces(old, count)))).toEqual(plain(proof));
      const [before, after] = [old, count].map((at) => ({ size: at, root: rootOf(at) }));
      if (before === undefined || after === undefined) throw new Error("There are two trees.");
      expect(isConsistent(before, after, proof)).toBe(true);
    }
  });
});

describe("a proof of something else is refused", () => {
  const sizes = fc.integer({ min: 1, max: 600 });

  it("of inclusion: every leaf of every size, and nothing that was altered", () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (count, anyIndex, anyAt) => {
        const index = anyIndex % count;
        const proof = proofOf(inclusionPlaces(index, count));
        const tree = { size: count, root: rootOf(count) };
        const claim = { index, leafHash: hashLeaf(vectorLeaf(index)), proof };
        expect(isIncluded(claim, tree)).toBe(true);
        expect(isIncluded({ ...claim, leafHash: hashLeaf(vectorLeaf(index + 1)) }, tree)).toBe(false);
        expect(isIncluded({ ...claim, index: count }, tree)).toBe(false);
        expect(isIncluded({ ...claim, index: -1 }, tree)).toBe(false);
        if (count > 1) expect(isIncluded({ ...claim, index: (index + 1) % count }, tree)).toBe(false);
        expect(isIncluded({ ...claim, proof: [...proof, emptyRoot] }, tree)).toBe(false);
        expect(isIncluded(claim, { ...tree, root: flipped(tree.root) })).toBe(false);
        const at = anyAt % Math.max(1, proof.length);
        if (proof.length === 0) return;
        expect(isIncluded({ ...claim, proof: proof.with(at, flipped(proof[at] ?? emptyRoot)) }, tree)).toBe(
          false,
        );
        expect(isIncluded({ ...claim, proof: proof.toSpliced(at, 1) }, tree)).toBe(false);
      }),
    );
  });

  it("of consistency: any two sizes, and nothing that was altered", () => {
    fc.assert(
      fc.property(sizes, sizes, fc.nat(), (one, other, anyAt) => {
        const [old, count] = [Math.min(one, other), Math.max(one, other)];
        const proof = proofOf(consistencyPlaces(old, count));
        const before = { size: old, root: rootOf(old) };
        const after = { size: count, root: rootOf(count) };
        expect(isConsistent(before, after, proof)).toBe(true);
        if (old < count) expect(isConsistent(after, before, proof)).toBe(false);
        expect(isConsistent({ ...before, root: flipped(before.root) }, after, proof)).toBe(false);
        expect(isConsistent(before, { ...after, root: flipped(after.root) }, proof)).toBe(false);
        expect(isConsistent(before, after, [...proof, emptyRoot])).toBe(false);
        const at = anyAt % Math.max(1, proof.length);
        if (proof.length === 0) return;
        expect(isConsistent(before, after, proof.with(at, flipped(proof[at] ?? emptyRoot)))).toBe(false);
        expect(isConsistent(before, after, proof.toSpliced(at, 1))).toBe(false);
      }),
    );
  });

  it("refuses a larger old tree before anything else, and a tree of no size only with the empty root", () => {
    expect(() => consistencyPlaces(8, 7)).toThrow(RangeError);
    const tree = { size: 7, root: rootOf(7) };
    expect(isConsistent({ size: 8, root: rootOf(8) }, tree, [])).toBe(false);
    expect(isConsistent({ size: 0, root: emptyRoot }, tree, [])).toBe(true);
    expect(isConsistent({ size: 0, root: rootOf(1) }, tree, [])).toBe(false);
    expect(isConsistent({ size: 0, root: emptyRoot }, tree, [rootOf(7)])).toBe(false);
  });

  it("does not take a node for a leaf", () => {
    const [left, right] = [hashLeaf(vectorLeaf(0)), hashLeaf(vectorLeaf(1))];
    expect(plain([hashLeaf(Buffer.concat([left, right]))])).not.toEqual(plain([hashNode(left, right)]));
  });
});

describe("tile paths", () => {
  it.each([
    "0/00",
    "0/0000",
    "00/000",
    "64/000",
    "0/x000/001",
    "0/000.p/0",
    "0/000.p/256",
    "0/000.p/01",
    "0/1234",
    "0/000/",
    "-1/000",
    "0/x001/x000/",
    "data/000",
    "0/000.p/1.p/1",
  ])("%s is none", (path) => expect(parseTilePath(path)).toBe(null));
});
