import type { Context } from "@/lib/access/context";
import type { CertificateKey } from "../types";
import { ownIssuer, ownSigningKey } from "./own-issuer";
import { listKeys, registerKey } from "./register-key";

/** The public keys of this Lethe, with the one that it signs with now, also before it has signed anything. */
export const listOwnKeys = async ({
  database,
  now,
}: Pick<Context, "database" | "now">): Promise<{ origin: string; keys: CertificateKey[] }> => {
  const key = await ownSigningKey();
  const known = await listKeys(database);
  const isKnown = known.some(({ keyId }) => keyId === key.keyId);
  if (!isKnown) await database.transaction((transaction) => registerKey(transaction, key, now));
  return { origin: ownIssuer().origin, keys: isKnown ? known : await listKeys(database) };
};
