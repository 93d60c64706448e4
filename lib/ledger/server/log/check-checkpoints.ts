import { createPublicKey, verify } from "node:crypto";
import { asc, gt } from "drizzle-orm";
import { ledgerCheckpoints } from "@/drizzle/schema/ledger-log";
import type { Database } from "@/lib/database/server/database";
import { openCheckpoint, readCheckpoint } from "@/lib/ledger/log/checkpoint";
import { isSameHash } from "@/lib/ledger/log/hash";
import type { VerifierKey, VerifyEd25519 } from "@/lib/ledger/log/verifier-key";
import type { CheckpointToHold, Finding, SignatureProblem } from "@/lib/ledger/types";
import type { StoredCheckpoint } from "./checkpoints";

const batchSize = 500;

/** Every checkpoint that is stored, in the order in which they were signed, a batch at a time. */
async function* readCheckpoints(database: Database): AsyncGenerator<StoredCheckpoint[]> {
  for (let after = 0; ;) {
    const batch = await database
      .select()
      .from(ledgerCheckpoints)
      .where(gt(ledgerCheckpoints.id, after))
      .orderBy(asc(ledgerCheckpoints.id))
      .limit(batchSize);
    const last = batch.at(-1);
    if (last === undefined) return;
    yield batch;
    after = last.id;
  }
}

/** The stored checkpoints, to be held against the events. */
export const loadCheckpoints = async (database: Database): Promise<CheckpointToHold[]> => {
  const checkpoints: CheckpointToHold[] = [];
  for await (const batch of readCheckpoints(database)) {
    for (const { size, root } of batch) checkpoints.push({ size, root, place: "database" });
  }
  return checkpoints;
};

/**
 * Whether each stored checkpoint is what was signed, by one of the keys that the events tell of; the last one also by a key that was
 * given, if any was.
 */
export const checkSignatures = async (
  database: Database,
  { keys, given }: { keys: readonly VerifierKey[]; given: readonly VerifierKey[] },
): Promise<Finding[]> => {
  const findings: Finding[] = [];
  let last: StoredCheckpoint | undefined;
  for await (const batch of readCheckpoints(database)) {
    for (const checkpoint of batch) {
      const problem = isAsStored(checkpoint) ? problemOf(checkpoint.note, keys) : "malformed";
      if (problem !== null) findings.push(unsigned(checkpoint, problem));
    }
    last = batch.at(-1);
  }
  if (given.length > 0 && last !== undefined && problemOf(last.note, given) !== null) {
    findings.push(unsigned(last, "other_key"));
  }
  return findings;
};

/** What is wrong with the signatures of a checkpoint; null for nothing. */
export const problemOf = (note: string, keys: readonly VerifierKey[]): SignatureProblem | null => {
  const { outcome } = openCheckpoint(note, keys, isSigned);
  return outcome === "signed" ? null : outcome;
};

const unsigned = ({ size }: StoredCheckpoint, problem: SignatureProblem): Finding => ({
  kind: "checkpoint_unsigned",
  size,
  place: "database",
  problem,
});

/** Whether the columns, which are quicker to read, say the same as the text that was signed. */
const isAsStored = ({ note, origin, size, root }: StoredCheckpoint): boolean => {
  const read = readCheckpoint(note)?.checkpoint;
  return read !== undefined && read.origin === origin && read.size === size && isSameHash(read.root, root);
};

/** By OpenSSL, ten times as fast as in JavaScript: there may be many. */
const isSigned: VerifyEd25519 = (publicKey, message, signature) => {
  try {
    const der = Buffer.concat([spkiPrefix, publicKey]);
    return verify(null, message, createPublicKey({ key: der, format: "der", type: "spki" }), signature);
  } catch {
    return false;
  }
};

// SubjectPublicKeyInfo (RFC 8410) up to the key.
const spkiPrefix = Buffer.from("302a300506032b6570032100", "hex");
