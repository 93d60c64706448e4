import { and, asc, isNull, ne, sql } from "drizzle-orm";
import { certificateKeys } from "@/drizzle/schema/certificates";
import type { Database, Transaction } from "@/lib/database/server/database";
import { base64Of } from "@/lib/text/base64";
import { pemOf } from "../public-keys";
import type { CertificateKey } from "../types";
import type { SigningKey } from "./signing-key";

/** Any number will do, as long as nothing else takes the same one. */
const keysLock = 7_313_012;

/**
 * Notes that this key signs from now on, and that others sign no more. Called in each transaction that signs, so that nothing is
 * ever signed with a key that is noted as retired; also where processes with different keys take turns.
 */
export const registerKey = async (
  transaction: Transaction,
  { keyId, publicKey }: Pick<SigningKey, "keyId" | "publicKey">,
  now: () => Date,
): Promise<void> => {
  await transaction.execute(sql`select pg_advisory_xact_lock(${keysLock})`);
  // Read in turn: what others signed before is not later than their retirement.
  const at = now();
  await transaction
    .insert(certificateKeys)
    .values({ id: keyId, publicKey, createdAt: at })
    .onConflictDoUpdate({
      target: certificateKeys.id,
      set: { retiredAt: null },
      setWhere: sql`${certificateKeys.retiredAt} is not null`,
    });
  await transaction
    .update(certificateKeys)
    .set({ retiredAt: at })
    .where(and(ne(certificateKeys.id, keyId), isNull(certificateKeys.retiredAt)));
};

/** All keys that certificates were ever signed with, the oldest first. Everybody may know them. */
export const listKeys = async (database: Database): Promise<CertificateKey[]> => {
  const rows = await database
    .select()
    .from(certificateKeys)
    .orderBy(asc(certificateKeys.createdAt), asc(certificateKeys.id));
  return rows.map(({ id, publicKey, createdAt, retiredAt }) => ({
    keyId: id,
    publicKey: base64Of(publicKey),
    pem: pemOf(publicKey),
    createdAt: createdAt.toISOString(),
    retiredAt: retiredAt?.toISOString() ?? null,
  }));
};
