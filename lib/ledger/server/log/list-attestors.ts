import { and, desc, eq, isNull } from "drizzle-orm";
import { ledgerAnchors } from "@/drizzle/schema/ledger";
import {
  ledgerAttestors,
  ledgerCheckpoints,
  ledgerCosignatures,
  ledgerTimestamps,
} from "@/drizzle/schema/ledger-log";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { Database } from "@/lib/database/server/database";
import type { AnchorSettings } from "@/lib/env/anchor-settings";
import type { AttestationSettings } from "@/lib/env/attestation-settings";
import type { Attestation, Attestor } from "@/lib/ledger/attestation";
import { readCheckpoint } from "@/lib/ledger/log/checkpoint";
import { isSameHash } from "@/lib/ledger/log/hash";
import { parseSignature } from "@/lib/ledger/log/note";
import { fold, placesOf } from "@/lib/ledger/log/tree";
import { parseVerifierKey, verifySignature } from "@/lib/ledger/log/verifier-key";
import { findHead } from "../read-events";
import { findOrigin } from "./checkpoints";
import { readHashes } from "./stored-tiles";

type Settings = { attestation: AttestationSettings; anchors: AnchorSettings };

/**
 * Who attests the ledger, of those that are set, and up to which event. A witness's signature is verified by its key, and its
 * checkpoint held against the tree, each time: who can write into the database cannot put one there. Throws not_permitted.
 */
export const listAttestors = async (ctx: Context, settings: Settings): Promise<Attestation> => {
  requirePermission(ctx.actor, "ledger:read");
  const { database } = ctx;
  const { witnesses, timestampUrl } = settings.attestation;
  const { url, file } = settings.anchors;
  const [head, asked, origin] = await Promise.all([
    findHead(database),
    database.select().from(ledgerAttestors),
    findOrigin(database),
  ]);
  const lastAsked = (name: string) => asked.find((row) => row.name === name);
  const attestors = [
    ...witnesses.map(async ({ vkey }): Promise<Attestor> => {
      const last = lastAsked(vkey);
      const held = origin === null ? null : await lastCosigned(database, { vkey, origin });
      return {
        kind: "witness",
        name: parseVerifierKey(vkey)?.name ?? vkey,
        attestedSize: held?.size ?? 0,
        attestedAt: held?.at.toISOString() ?? null,
        askedAt: last?.askedAt.toISOString() ?? null,
        errorCode: last?.errorCode ?? null,
      };
    }),
    ...(timestampUrl === null ? [] : [ofTimestamps(database, new URL(timestampUrl).host, origin, lastAsked)]),
    ...(url === null ? [] : [ofAnchors(database, "anchor_url", new URL(url).host)]),
    ofAnchors(database, "anchor_file", file),
  ];
  return { eventCount: head?.seq ?? 0, attestors: await Promise.all(attestors) };
};

/** The largest tree that this witness has signed, and that is this ledger's. */
const lastCosigned = async (
  database: Database,
  { vkey, origin }: { vkey: string; origin: string },
): Promise<{ size: number; at: Date } | null> => {
  const [row] = await database
    .select({ note: ledgerCheckpoints.note, line: ledgerCosignatures.line })
    .from(ledgerCosignatures)
    .innerJoin(ledgerCheckpoints, eq(ledgerCheckpoints.id, ledgerCosignatures.checkpointId))
    .where(and(eq(ledgerCosignatures.vkey, vkey), eq(ledgerCheckpoints.origin, origin)))
    .orderBy(desc(ledgerCosignatures.checkpointId))
    .limit(1);
  const key = parseVerifierKey(vkey);
  const read = row === undefined ? null : readCheckpoint(row.note);
  const signature = row === undefined ? null : parseSignature(row.line.trimEnd());
  if (key === null || read === null || signature === null) return null;
  const verified = verifySignature(key, read.note.text, signature.signature);
  if (verified === false || verified.time === null) return null;
  return (await isTree(database, read.checkpoint))
    ? { size: read.checkpoint.size, at: new Date(verified.time * 1000) }
    : null;
};

const isTree = async (
  database: Database,
  { size, root }: { size: number; root: Uint8Array },
): Promise<boolean> => {
  const places = placesOf(0, size);
  try {
    return isSameHash(fold(places, await readHashes(database, places)), root);
  } catch (error) {
    // Its tiles are not all there: it is not shown, so it is not said.
    if (error instanceof RangeError) return false;
    throw error;
  }
};

const ofTimestamps = async (
  database: Database,
  authority: string,
  origin: string | null,
  lastAsked: (name: string) => typeof ledgerAttestors.$inferSelect | undefined,
): Promise<Attestor> => {
  const last = lastAsked(authority);
  const [row] = await database
    .select({ note: ledgerCheckpoints.note, stampedAt: ledgerTimestamps.stampedAt })
    .from(ledgerTimestamps)
    .innerJoin(ledgerCheckpoints, eq(ledgerCheckpoints.id, ledgerTimestamps.checkpointId))
    .where(and(eq(ledgerTimestamps.authority, authority), eq(ledgerCheckpoints.origin, origin ?? "")))
    .orderBy(desc(ledgerTimestamps.checkpointId))
    .limit(1);
  const checkpoint = row === undefined ? undefined : readCheckpoint(row.note)?.checkpoint;
  const isHeld = checkpoint !== undefined && (await isTree(database, checkpoint));
  return {
    kind: "timestamp",
    name: authority,
    attestedSize: isHeld ? checkpoint.size : 0,
    attestedAt: isHeld ? (row?.stampedAt.toISOString() ?? null) : null,
    askedAt: last?.askedAt.toISOString() ?? null,
    errorCode: last?.errorCode ?? null,
  };
};

/** By what Lethe noted of its anchors; what a receiver holds, the receiver alone can show. */
const ofAnchors = async (
  database: Database,
  kind: "anchor_url" | "anchor_file",
  name: string,
): Promise<Attestor> => {
  const destination = kind === "anchor_url" ? "url" : "file";
  const of = eq(ledgerAnchors.destination, destination);
  const latest = () => database.select().from(ledgerAnchors).orderBy(desc(ledgerAnchors.id)).limit(1);
  const [[last], [written]] = await Promise.all([
    latest().where(of),
    latest().where(and(of, isNull(ledgerAnchors.errorCode))),
  ]);
  return {
    kind,
    name,
    attestedSize: written?.seq ?? 0,
    attestedAt: written?.anchoredAt.toISOString() ?? null,
    askedAt: last?.anchoredAt.toISOString() ?? null,
    errorCode: last?.errorCode === "contradicts_last" ? "contradicts" : (last?.errorCode ?? null),
  };
};
