import { z } from "zod";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { Database } from "@/lib/database/server/database";
import { parseVerifierKey, type VerifierKey } from "@/lib/ledger/log/verifier-key";
import type { Anchor, AnchorSource, Finding, LedgerEvent, VerificationMessage } from "@/lib/ledger/types";
import { createVerifier } from "@/lib/ledger/verifier";
import { checkHistory } from "./check-history";
import { loadAnchors } from "./load-anchors";
import { checkSignatures, loadCheckpoints, problemOf } from "./log/check-checkpoints";
import { checkTiles } from "./log/check-tiles";
import { findOrigin } from "./log/checkpoints";
import { readKept, type Kept } from "./log/kept-checkpoint";
import { listLogKeys } from "./log/note-keys";
import { findHead, readEvents } from "./read-events";

const progressEvery = 5000;
const compareEvery = 1000;

/**
 * Verifies the whole stored ledger: the chain, against the anchors; the tree, its stored hashes and every checkpoint, those kept
 * outside among them, and their signatures; and history against the ledger. Says how far it is, and in the end what was found. Ends
 * without a report when `signal` is aborted. Throws not_permitted.
 *
 * `anchors`: in place of those of the anchor file. `keys`: one of them has to have signed the last checkpoint.
 */
export async function* verifyStoredLedger(
  { actor, database }: Pick<Context, "actor" | "database">,
  input: {
    anchorFile: string;
    dataDir: string;
    anchors?: { anchors: Anchor[]; source: AnchorSource };
    keys?: readonly VerifierKey[];
    signal?: AbortSignal;
  },
): AsyncGenerator<VerificationMessage> {
  requirePermission(actor, "ledger:read");
  const { signal } = input;
  const startedAt = performance.now();
  // Before the events are read: what is anchored and signed meanwhile lies behind the head that is verified.
  const { anchors, source } = input.anchors ?? (await loadAnchors(database, input.anchorFile));
  const kept = await keptOutside(database, input);
  const verifier = createVerifier(anchors, [
    ...(await loadCheckpoints(database)),
    ...kept.checkpoints.filter(({ place }) => place === "data_folder"),
  ]);
  const tiles = await checkTiles(database);
  const eventCount = (await findHead(database))?.seq ?? 0;
  const recorded = new Map<string, VerifierKey>();
  const addAll = (findings: Finding[]) => findings.forEach(verifier.add);

  let checkedCount = 0;
  for await (const event of readEvents(database, signal)) {
    verifier.check(event);
    tiles.append(event);
    for (const key of keysIn(event)) recorded.set(...key);
    checkedCount++;
    if (checkedCount % compareEvery === 0) addAll(await tiles.compare());
    if (checkedCount % progressEvery === 0) yield { type: "progress", checkedCount, eventCount };
  }
  addAll(await tiles.compare());
  addAll(await tiles.end());
  addAll(await checkKeys(database, recorded));
  const keys = [...recorded.values()];
  addAll(await checkSignatures(database, { keys, given: input.keys ?? [] }));
  if (kept.errorCode !== null) addAll([{ kind: "kept_unreadable", errorCode: kept.errorCode }]);
  addAll(kept.checkpoints.flatMap(({ size, note, place }) => unsigned(size, place, problemOf(note, keys))));
  for await (const findings of checkHistory(database, signal)) addAll(findings);

  if (signal?.aborted === true) return;
  const durationMs = Math.round(performance.now() - startedAt);
  yield { type: "report", report: verifier.report(), source, durationMs };
}

const keptOutside = async (
  database: Database,
  settings: { anchorFile: string; dataDir: string },
): Promise<Kept> => {
  const origin = await findOrigin(database);
  return origin === null ? { checkpoints: [], fileSize: null, errorCode: null } : readKept(origin, settings);
};

const unsigned = (
  size: number,
  place: Kept["checkpoints"][number]["place"],
  problem: ReturnType<typeof problemOf>,
): Finding[] => (problem === null ? [] : [{ kind: "checkpoint_unsigned", size, place, problem }]);

/** The keys that an event tells of: see noteKeys. */
const keysIn = ({ kind, body }: LedgerEvent): [string, VerifierKey][] => {
  if (kind !== "ledger.keys-changed") return [];
  const added = addedSchema.safeParse(parse(body)).data?.added ?? [];
  return added.flatMap((vkey) => {
    const key = parseVerifierKey(vkey);
    return key === null ? [] : [[vkey, key] as [string, VerifierKey]];
  });
};

const addedSchema = z.object({ added: z.array(z.string()) });

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** The table of keys, which pages and verifiers read, against the events. */
const checkKeys = async (
  database: Database,
  recorded: ReadonlyMap<string, VerifierKey>,
): Promise<Finding[]> => {
  const stored = new Set((await listLogKeys(database)).map(({ vkey }) => vkey));
  return [
    ...[...stored]
      .filter((vkey) => !recorded.has(vkey))
      .map((vkey) => ({ kind: "key_unrecorded", vkey }) as const),
    ...[...recorded.keys()]
      .filter((vkey) => !stored.has(vkey))
      .map((vkey) => ({ kind: "key_missing", vkey }) as const),
  ];
};
