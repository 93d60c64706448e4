import type { Queryable } from "@/lib/database/server/database";
import { formatConsistency } from "@/lib/ledger/log/consistency";
import { formatProof } from "@/lib/ledger/log/proof";
import { consistencyPlaces, fold, inclusionPlaces, type Place } from "@/lib/ledger/log/tree";
import type { Hash } from "@/lib/ledger/log/hash";
import { readHashes } from "./stored-tiles";

type Signed = { size: number; note: string };

/**
 * The proof that the event of this number is in the tree of a checkpoint, as the text of a `.tlog-proof` file. Throws RangeError
 * when it is not, or when its tiles are being made anew just now.
 */
export const proveEvent = async (database: Queryable, seq: number, checkpoint: Signed): Promise<string> =>
  (await proveEvents(database, [seq], checkpoint)).join();

/** The same of several, in their order, with one look at the tiles: up to a hundred or so. */
export const proveEvents = async (
  database: Queryable,
  seqs: readonly number[],
  checkpoint: Signed,
): Promise<string[]> => {
  const paths = seqs.map((seq) => inclusionPlaces(seq - 1, checkpoint.size));
  const hashAt = await readHashes(database, paths.flat(2));
  return paths.map((path, at) =>
    formatProof({
      index: (seqs[at] ?? 0) - 1,
      hashes: path.map((places) => fold(places, hashAt)),
      checkpoint: checkpoint.note,
      extra: null,
    }),
  );
};

/**
 * The proof that the tree of a checkpoint begins with that of `oldSize` leaves, as a witness takes it. Throws RangeError when the old
 * size is the larger one, or when the tiles are being made anew just now.
 */
export const proveConsistency = async (
  database: Queryable,
  oldSize: number,
  checkpoint: Signed,
): Promise<string> =>
  formatConsistency({
    oldSize,
    hashes: await hashesOf(database, consistencyPlaces(oldSize, checkpoint.size)),
    checkpoint: checkpoint.note,
  });

const hashesOf = async (database: Queryable, groups: Place[][]): Promise<Hash[]> => {
  const hashAt = await readHashes(database, groups.flat());
  return groups.map((places) => fold(places, hashAt));
};
