import { sql } from "drizzle-orm";
import { ledgerAttestors } from "@/drizzle/schema/ledger-log";
import type { Database } from "@/lib/database/server/database";
import type { AttestationSettings, WitnessSetting } from "@/lib/env/attestation-settings";
import { readCheckpoint } from "@/lib/ledger/log/checkpoint";
import { parseVerifierKey } from "@/lib/ledger/log/verifier-key";
import { clearAlarms, raiseAlarm } from "./alarms";
import { askTimestamp } from "./ask-timestamp";
import { askWitness, type WitnessAnswer } from "./ask-witness";
import { findCheckpoint, type StoredCheckpoint } from "./checkpoints";
import { cosignedSize, isCosigned, keepCosignature } from "./cosignatures";
import { proveConsistency } from "./prove";
import { isStamped, keepTimestamp } from "./timestamps";

/** One for all processes on a database: a witness that is asked about two sizes at once refuses one of them. */
const attestLock = 7_313_024;

export type Attempt = {
  /** Of the witness, as people know it. */
  name: string;
  kind: "witness" | "timestamp";
  size: number;
  /** Null: it attested. */
  errorCode: string | null;
  /** It contradicts the ledger, and did not the last time. */
  isNewAlarm: boolean;
};

export type Attested =
  /** Of those that have not attested the last checkpoint yet; none when all have. */
  { kind: "tried"; attempts: Attempt[] } | { kind: "no_checkpoint" } | { kind: "busy" };

type Input = { database: Database; settings: AttestationSettings; now: () => Date; signal: AbortSignal };

/**
 * Asks each witness that is set to sign the last checkpoint, and the time-stamp authority to stamp it, unless they have, and keeps
 * what became of it. A witness that contradicts raises an alarm. `busy` when another process is at it. Throws only when the database cannot be used.
 */
export const attestCheckpoint = (input: Input): Promise<Attested> =>
  // The transaction holds the lock and nothing else: what is answered is kept at once.
  input.database.transaction(async (transaction): Promise<Attested> => {
    const { rows } = await transaction.execute<{ taken: boolean }>(
      sql`select pg_try_advisory_xact_lock(${attestLock}) as taken`,
    );
    if (rows[0]?.taken !== true) return { kind: "busy" };
    const checkpoint = await findCheckpoint(input.database);
    if (checkpoint === null) return { kind: "no_checkpoint" };
    const { witnesses, timestampUrl } = input.settings;
    const attempts = await Promise.all([
      ...witnesses.map((witness) => tryWitness(input, witness, checkpoint)),
      ...(timestampUrl === null ? [] : [tryTimestamp(input, timestampUrl, checkpoint)]),
    ]);
    return { kind: "tried", attempts: attempts.filter((attempt) => attempt !== null) };
  });

const tryWitness = async (
  { database, now, signal }: Input,
  { url, vkey }: WitnessSetting,
  checkpoint: StoredCheckpoint,
): Promise<Attempt | null> => {
  const key = parseVerifierKey(vkey);
  if (key?.kind !== "witness") throw new TypeError("This is no key of a witness.");
  if (await isCosigned(database, vkey, checkpoint)) return null;
  const knownSize = await cosignedSize(database, { vkey, origin: checkpoint.origin });
  const answer = await askWitness({
    witness: { url, key },
    checkpoint,
    // More only after somebody has tampered; then the witness says so.
    knownSize: Math.min(knownSize, checkpoint.size),
    proveFrom: (oldSize) => proveConsistency(database, oldSize, checkpoint),
    signal,
  });
  // Lethe itself was stopped: nothing is wrong with the witness.
  if (answer.kind === "failed" && answer.errorCode === "stopped") return null;
  const at = now();
  if (answer.kind === "cosigned") {
    await keepCosignature(database, {
      checkpointId: checkpoint.id,
      vkey,
      line: answer.line,
      witnessedAt: answer.at,
      receivedAt: at,
    });
    await clearAlarms(database, ["witness_refused", "witness_ahead"], at, key.name);
  }
  const errorCode = errorCodeOf(answer);
  const { size } = checkpoint;
  await noteAttempt(database, { name: vkey, kind: "witness", size, askedAt: at, errorCode });
  const isNewAlarm = await alarmOf(database, answer, { subject: key.name, size, at });
  return { name: key.name, kind: "witness", size, errorCode, isNewAlarm };
};

const tryTimestamp = async (
  { database, now, signal }: Input,
  url: string,
  checkpoint: StoredCheckpoint,
): Promise<Attempt | null> => {
  const authority = new URL(url).host;
  const text = readCheckpoint(checkpoint.note)?.note.text;
  if (text === undefined) throw new TypeError("This is no checkpoint.");
  if (await isStamped(database, authority, checkpoint)) return null;
  const answer = await askTimestamp(url, { text, signal });
  const isStopped = "errorCode" in answer && answer.errorCode === "stopped";
  if (isStopped) return null;
  const at = now();
  if ("response" in answer) {
    await keepTimestamp(database, {
      checkpointId: checkpoint.id,
      authority,
      response: answer.response,
      stampedAt: answer.at,
      receivedAt: at,
    });
  }
  const errorCode = "errorCode" in answer ? answer.errorCode : null;
  const { size } = checkpoint;
  await noteAttempt(database, { name: authority, kind: "timestamp", size, askedAt: at, errorCode });
  return { name: authority, kind: "timestamp", size, errorCode, isNewAlarm: false };
};

const errorCodeOf = (answer: WitnessAnswer): string | null => {
  switch (answer.kind) {
    case "cosigned":
      return null;
    case "failed":
      return answer.errorCode;
    case "forked":
    case "ahead":
      return answer.kind;
  }
};

/** Whether it is one, and a new one. */
const alarmOf = async (
  database: Database,
  answer: WitnessAnswer,
  { subject, size, at }: { subject: string; size: number; at: Date },
): Promise<boolean> => {
  if (answer.kind !== "forked" && answer.kind !== "ahead") return false;
  const code = answer.kind === "forked" ? "witness_refused" : "witness_ahead";
  const facts = { size, witnessSize: answer.size };
  return (await raiseAlarm(database, { code, subject, facts, at })).isNew;
};

export const noteAttempt = async (
  database: Database,
  attempt: typeof ledgerAttestors.$inferInsert,
): Promise<void> => {
  await database
    .insert(ledgerAttestors)
    .values(attempt)
    .onConflictDoUpdate({ target: ledgerAttestors.name, set: attempt });
};
