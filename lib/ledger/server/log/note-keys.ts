import { and, isNull, notInArray, sql } from "drizzle-orm";
import { ledgerKeys } from "@/drizzle/schema/ledger-log";
import type { Database, Queryable, Transaction } from "@/lib/database/server/database";
import type { NoteSigner } from "@/lib/ledger/log/note";
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from "@/lib/ledger/log/verifier-key";
import { recordEvent } from "../record-event";

/**
 * Writes down, here and as an event, that the log of this name is signed by these keys from now on and by others no more. Nothing
 * when that is known.
 */
export const noteKeys = async (
  transaction: Transaction,
  { origin, signers, at }: { origin: string; signers: readonly NoteSigner[]; at: Date },
): Promise<void> => {
  const vkeys = signers.map(({ key }) => formatVerifierKey(key));
  const present = await presentKeys(transaction, origin);
  const added = vkeys.filter((vkey) => !present.includes(vkey));
  const retired = present.filter((vkey) => !vkeys.includes(vkey));
  if (added.length === 0 && retired.length === 0) return;
  for (const vkey of added) {
    await transaction
      .insert(ledgerKeys)
      .values({ vkey, since: at })
      .onConflictDoUpdate({ target: ledgerKeys.vkey, set: { until: null } });
  }
  await transaction
    .update(ledgerKeys)
    .set({ until: at })
    .where(and(ofOrigin(origin), isNull(ledgerKeys.until), notInArray(ledgerKeys.vkey, vkeys)));
  await recordEvent(transaction, {
    kind: "ledger.keys-changed",
    body: { actor: { kind: "system", id: "lethe" }, origin, keys: vkeys, added, retired },
    at,
  });
};

const presentKeys = async (transaction: Transaction, origin: string): Promise<string[]> => {
  const rows = await transaction
    .select({ vkey: ledgerKeys.vkey })
    .from(ledgerKeys)
    .where(and(ofOrigin(origin), isNull(ledgerKeys.until)));
  return rows.map(({ vkey }) => vkey);
};

/** A verifier key begins with the log's name. */
const ofOrigin = (origin: string) => sql`starts_with(${ledgerKeys.vkey}, ${`${origin}+`})`;

/** Every key that a log of this ledger was ever signed with, of any name; also those that sign no more. */
export const listLogKeys = async (
  database: Queryable,
): Promise<(VerifierKey & { vkey: string; since: Date; until: Date | null })[]> => {
  const rows = await database.select().from(ledgerKeys).orderBy(ledgerKeys.since, ledgerKeys.vkey);
  return rows.flatMap((row) => {
    const key = parseVerifierKey(row.vkey);
    return key === null ? [] : [{ ...key, ...row }];
  });
};

/**
 * Whether a process has to write down its keys: once, and again when they were changed. Not at each checkpoint, as processes that
 * were given different keys would contradict each other each time.
 */
export const areKeysNew = (database: Database, signers: readonly NoteSigner[]): boolean =>
  noted.get(database) !== namesOf(signers);

export const markKeysNoted = (database: Database, signers: readonly NoteSigner[]): void => {
  noted.set(database, namesOf(signers));
};

const noted = new WeakMap<Database, string>();
const namesOf = (signers: readonly NoteSigner[]): string =>
  signers.map(({ key }) => formatVerifierKey(key)).join("\n");
