import { and, asc, eq, gte, inArray, lt } from "drizzle-orm";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { ledgerCheckpoints, ledgerTimestamps } from "@/drizzle/schema/ledger-log";
import type { Queryable } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { formatEventLine } from "@/lib/ledger/event-line";
import { formatBundle, type Bundle } from "@/lib/ledger/log/bundle";
import { packZip } from "@/lib/ledger/log/zip";
import { attestedCheckpoint } from "./attested-checkpoint";
import type { StoredCheckpoint } from "./checkpoints";
import { cosignedNote } from "./cosignatures";
import { proveConsistency, proveEvents } from "./prove";

/** As many as a certificate names, and more than any deletion has. */
const eventCountMax = 5_000;
/** How many are proven with one look at the tiles. */
const stepSize = 100;

/**
 * The bundle of these events, packed as a zip, up to a checkpoint that has them all (a better attested one, where there is one);
 * also with the first checkpoint that had them, and the time-stamps of both. Throws too_large, and not_found for an event that is not there.
 */
export const gatherBundle = async (
  database: Queryable,
  input: { seqs: readonly number[]; checkpoint: StoredCheckpoint; others?: Bundle["others"] },
): Promise<Uint8Array<ArrayBuffer>> => {
  const seqs = [...new Set(input.seqs)].sort((one, other) => one - other);
  if (seqs.length > eventCountMax)
    throw new ExpectedError("too_large", `A proof bundle can have at most ${eventCountMax} events.`);
  const lastSeq = seqs.at(-1) ?? 0;
  const checkpoint = await attestedCheckpoint(database, lastSeq, input.checkpoint);
  const first = await findFirst(database, lastSeq, checkpoint);
  const events: Bundle["events"] = [];
  for (let at = 0; at < seqs.length; at += stepSize) {
    events.push(...(await proven(database, seqs.slice(at, at + stepSize), checkpoint)));
  }
  return packZip(
    formatBundle({
      checkpoint: checkpoint.note,
      events,
      earlier: first === null ? [] : [await earlierOf(database, first, checkpoint)],
      others: new Map([
        ...(await timestampsOf(database, checkpoint, "checkpoint")),
        ...(first === null
          ? []
          : await timestampsOf(database, first, `consistency/${first.size}.checkpoint`)),
        ...(input.others ?? []),
      ]),
    }),
  );
};

const proven = async (
  database: Queryable,
  seqs: readonly number[],
  checkpoint: StoredCheckpoint,
): Promise<Bundle["events"]> => {
  const rows = await database
    .select()
    .from(ledgerEvents)
    .where(inArray(ledgerEvents.seq, [...seqs]))
    .orderBy(asc(ledgerEvents.seq));
  const missing = seqs.find((seq, index) => rows[index]?.seq !== seq);
  if (missing !== undefined) throw new ExpectedError("not_found", `The ledger has no event ${missing}.`);
  const proofs = await proveEvents(database, seqs, checkpoint);
  return rows.map((row, index) => ({
    seq: row.seq,
    line: formatEventLine(row),
    proof: proofs[index] ?? "",
  }));
};

/** The first checkpoint that had the last of them, which is as old as what it tells of: what is kept outside may be of then. */
const findFirst = async (
  database: Queryable,
  lastSeq: number,
  checkpoint: StoredCheckpoint,
): Promise<StoredCheckpoint | null> => {
  const [first] = await database
    .select()
    .from(ledgerCheckpoints)
    .where(
      and(
        eq(ledgerCheckpoints.origin, checkpoint.origin),
        gte(ledgerCheckpoints.size, lastSeq),
        lt(ledgerCheckpoints.size, checkpoint.size),
      ),
    )
    .orderBy(asc(ledgerCheckpoints.size), asc(ledgerCheckpoints.id))
    .limit(1);
  return first ?? null;
};

const earlierOf = async (
  database: Queryable,
  first: StoredCheckpoint,
  checkpoint: StoredCheckpoint,
): Promise<Bundle["earlier"][number]> => ({
  size: first.size,
  checkpoint: await cosignedNote(database, first),
  consistency: await proveConsistency(database, first.size, checkpoint),
});

/** Beside the checkpoint, a file for each authority. */
const timestampsOf = async (
  database: Queryable,
  { id }: Pick<StoredCheckpoint, "id">,
  path: string,
): Promise<[string, Uint8Array][]> => {
  const stamps = await database
    .select()
    .from(ledgerTimestamps)
    .where(eq(ledgerTimestamps.checkpointId, id))
    .orderBy(asc(ledgerTimestamps.authority));
  return stamps.map(({ authority, response }) => [
    `timestamps/${path.replaceAll("/", "-")}.${authority.replace(/[^a-z0-9.-]/g, "-")}.tsr`,
    response,
  ]);
};
