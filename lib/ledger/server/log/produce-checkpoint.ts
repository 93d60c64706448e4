import { sql } from "drizzle-orm";
import { ledgerCheckpoints } from "@/drizzle/schema/ledger-log";
import type { Database, Transaction } from "@/lib/database/server/database";
import type { LedgerAlarmCode } from "@/lib/ledger/alarms";
import { formatCheckpoint, readCheckpoint, type Checkpoint } from "@/lib/ledger/log/checkpoint";
import { isSameHash, type Hash } from "@/lib/ledger/log/hash";
import { signNote, type NoteSigner } from "@/lib/ledger/log/note";
import { fold, placesOf } from "@/lib/ledger/log/tree";
import { findHead } from "../read-events";
import { hasBeenRestored } from "../restored";
import { clearAlarms, listOpenAlarms, raiseAlarm } from "./alarms";
import { beginLog } from "./begin-log";
import { findCheckpointOf, findOrigin, type StoredCheckpoint } from "./checkpoints";
import { dropTiles, extendTree } from "./extend-tree";
import { keepCheckpoint, readKept, type Kept } from "./kept-checkpoint";
import { areKeysNew, markKeysNoted, noteKeys } from "./note-keys";
import { loadSigners } from "./signing-keys";
import { readHashes } from "./stored-tiles";

export type LogSettings = {
  /** Whose ledger it is, in the name of a log that is begun: the host of LETHE_URL. */
  host: string;
  /** LETHE_LEDGER_KEY, or null. */
  key: string | null;
  dataDir: string;
  /** Where anchors are written to, with checkpoints in them. */
  anchorFile: string;
};

export type Alarm = { code: LedgerAlarmCode; facts: Record<string, number | string> };

export type Produced =
  /** `keptErrorCode`: why it could not be kept in the data folder; null: it is there. */
  | { kind: "signed"; checkpoint: StoredCheckpoint; keptErrorCode: string | null }
  /** The last one has every event. */
  | { kind: "unmoved"; checkpoint: StoredCheckpoint; keptErrorCode: string | null }
  | { kind: "no_events" }
  /** Nothing is signed while this is so. `isNew`: it was not so the last time. */
  | { kind: "refused"; alarm: Alarm; isNew: boolean };

/** One for all processes on a database: two that signed at once could sign different trees. */
const logLock = 7_313_021;

/** Has the caller's transaction wait until no other changes the log, and others wait for it. */
export const lockLog = async (transaction: Transaction): Promise<void> => {
  await transaction.execute(sql`select pg_advisory_xact_lock(${logLock})`);
};

/**
 * Takes every committed event into the tree and signs it, unless the last checkpoint has them all. Before that the tree has to
 * continue the last checkpoint, of the database and of those kept outside: else nothing is signed, and an alarm is raised. Waits for
 * another process that is at it, so never call it within a transaction. Throws `unavailable` when there is no key to sign with.
 *
 * `isThorough`: while an alarm lasts, also makes the tiles anew, which takes a minute for a million events: the ledger may have been
 * put right.
 */
export const produceCheckpoint = async (input: {
  database: Database;
  settings: LogSettings;
  now: () => Date;
  isThorough?: boolean;
  signal?: AbortSignal;
}): Promise<Produced> => {
  const { database, settings, now } = input;
  if ((await findHead(database)) === null) return { kind: "no_events" };
  const { origin, signers } = await ensureOrigin(database, settings, now);
  const kept = await readKept(origin, settings);
  const hasAlarm = await hasOpenAlarm(database);
  const state = { origin, signers, kept, mayRebuild: input.isThorough === true || !hasAlarm };
  for (;;) {
    input.signal?.throwIfAborted();
    const step = await database.transaction((transaction) => advance(transaction, state, now));
    switch (step.kind) {
      case "behind":
        continue;
      case "rebuild":
        // Once: tiles are derived, and what they were made of decides.
        state.mayRebuild = false;
        continue;
      case "refused": {
        const { isNew } = await raiseAlarm(database, { ...step.alarm, at: now() });
        return { ...step, isNew };
      }
      case "signed":
      case "unmoved":
        if (hasAlarm) await clearAlarms(database, ownCodes, now());
        return { ...step, keptErrorCode: await keep(step.checkpoint, kept, settings) };
    }
  }
};

type Step =
  | { kind: "behind" | "rebuild" }
  | { kind: "refused"; alarm: Alarm }
  | { kind: "signed" | "unmoved"; checkpoint: StoredCheckpoint };
type State = { origin: string; signers: NoteSigner[]; kept: Kept; mayRebuild: boolean };

const advance = async (
  transaction: Transaction,
  { origin, signers, kept, mayRebuild }: State,
  now: () => Date,
): Promise<Step> => {
  await lockLog(transaction);
  if (kept.errorCode !== null) return refused("kept_unreadable", { errorCode: kept.errorCode });
  const last = await findCheckpointOf(transaction, origin);
  const headSeq = (await findHead(transaction))?.seq ?? 0;
  const signedSize = Math.max(last?.size ?? 0, ...kept.checkpoints.map(({ size }) => size));
  // Before its tail is looked at: an older backup is the commonest reason, and says so by its length.
  if (headSeq < signedSize) return refused("truncated", { headSeq, signedSize });
  // What is kept in the data folder may have been put back with it: only the journal knows then what was signed.
  if (await hasBeenRestored(transaction)) return refused("restored", { headSeq });

  const extended = await extendTree(transaction);
  if (extended.kind === "extended") {
    if (extended.isBehind) return { kind: "behind" };
    const { size } = extended;
    const roots = await rootsOf(transaction, [size, ...signedBefore(last, kept).map((each) => each.size)]);
    const broken = findBroken(roots, { last, kept });
    if (broken === null) {
      return signUnlessSigned(transaction, { origin, signers, last, size, root: roots(size), now });
    }
    return mayRebuild ? rebuild(transaction) : { kind: "refused", alarm: broken };
  }
  if (mayRebuild) return rebuild(transaction);
  switch (extended.kind) {
    case "gap":
      return refused("gap", { seq: extended.seq, foundSeq: extended.foundSeq });
    case "rewritten":
      return refused("rewritten", { seq: extended.seq });
    case "damaged":
      return rebuild(transaction);
  }
};

const rebuild = async (transaction: Transaction): Promise<Step> => {
  await dropTiles(transaction);
  return { kind: "rebuild" };
};

const refused = (code: LedgerAlarmCode, facts: Alarm["facts"]): Step => ({
  kind: "refused",
  alarm: { code, facts },
});

type Roots = (size: number) => Hash;

const signedBefore = (last: StoredCheckpoint | null, kept: Kept): Pick<Checkpoint, "size" | "root">[] => [
  ...(last === null ? [] : [last]),
  ...kept.checkpoints,
];

/** Of what was signed before, what the tree does not continue. */
const findBroken = (
  roots: Roots,
  { last, kept }: { last: StoredCheckpoint | null; kept: Kept },
): Alarm | null => {
  const [differing] = signedBefore(last, kept).filter(({ size, root }) => !isSameHash(roots(size), root));
  if (differing === undefined) return null;
  return { code: differing === last ? "rewritten" : "forked", facts: { signedSize: differing.size } };
};

/** The roots of these sizes, by one statement. */
const rootsOf = async (transaction: Transaction, sizes: readonly number[]): Promise<Roots> => {
  const hashAt = await readHashes(
    transaction,
    sizes.flatMap((size) => placesOf(0, size)),
  );
  return (size) => fold(placesOf(0, size), hashAt);
};

const signUnlessSigned = async (
  transaction: Transaction,
  {
    origin,
    signers,
    last,
    size,
    root,
    now,
  }: {
    origin: string;
    signers: NoteSigner[];
    last: StoredCheckpoint | null;
    size: number;
    root: Hash;
    now: () => Date;
  },
): Promise<Step> => {
  // Signed by other keys it is signed again: with a key that comes, and without one that is gone.
  if (last?.size === size && isSignedBy(last, signers)) return { kind: "unmoved", checkpoint: last };
  const note = signNote(formatCheckpoint({ origin, size, root }), signers);
  const [checkpoint] = await transaction
    .insert(ledgerCheckpoints)
    .values({ origin, size, root: Buffer.from(root), note, signedAt: now() })
    .returning();
  if (checkpoint === undefined) throw new Error("A checkpoint was not stored.");
  return { kind: "signed", checkpoint };
};

const isSignedBy = ({ note }: StoredCheckpoint, signers: readonly NoteSigner[]): boolean => {
  const signatures = readCheckpoint(note)?.note.signatures ?? [];
  return (
    signatures.length === signers.length &&
    signers.every(({ key }) => signatures.some(({ keyId }) => isSameHash(keyId, key.keyId)))
  );
};

/** The log’s name, which is begun with the first checkpoint; and its keys, written down as events before they sign. */
const ensureOrigin = async (
  database: Database,
  settings: LogSettings,
  now: () => Date,
): Promise<{ origin: string; signers: NoteSigner[] }> => {
  const withSigners = async (origin: string) => ({
    origin,
    signers: await loadSigners({ configured: settings.key, dataDir: settings.dataDir }, origin),
  });
  const known = await findOrigin(database);
  if (known !== null) {
    const found = await withSigners(known);
    if (!areKeysNew(database, found.signers)) return found;
  }
  const noted = await database.transaction(async (transaction) => {
    await lockLog(transaction);
    const begun = await withSigners(
      (await findOrigin(transaction)) ??
        (await beginLog(transaction, { host: settings.host, previousCheckpoint: null, at: now() })),
    );
    await noteKeys(transaction, { ...begun, at: now() });
    return begun;
  });
  markKeysNoted(database, noted.signers);
  return noted;
};

const keep = async (
  checkpoint: StoredCheckpoint,
  kept: Kept,
  settings: LogSettings,
): Promise<string | null> => {
  // One of that size was found there to be the same tree.
  if (kept.fileSize === checkpoint.size) return null;
  try {
    await keepCheckpoint(checkpoint, settings);
    return null;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "unknown";
  }
};

/** What a checkpoint that could be signed says is over. */
const ownCodes: LedgerAlarmCode[] = [
  "truncated",
  "restored",
  "rewritten",
  "forked",
  "gap",
  "kept_unreadable",
];

const hasOpenAlarm = async (database: Database): Promise<boolean> => {
  const open = await listOpenAlarms(database);
  return open.some(({ code }) => ownCodes.some((own) => own === code));
};
