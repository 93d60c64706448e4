import { createPrivateKey, createPublicKey, randomBytes, sign, type KeyObject } from "node:crypto";
import path from "node:path";
import { ledgerSeedsFrom } from "@/lib/env/ledger-key-settings";
import { readOrMakePrivate } from "@/lib/env/private-file";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { NoteSigner } from "@/lib/ledger/log/note";
import { verifierKey } from "@/lib/ledger/log/verifier-key";

export type LedgerKeySettings = {
  /** LETHE_LEDGER_KEY; null: the keys are in the data folder. */
  configured: string | null;
  dataDir: string;
};

/** One seed a line, the present one first, as ledgerSeedsFrom reads them. */
const fileName = "ledger-key";

/**
 * What signs the checkpoints of a log, the present key first: those that are configured, else those in the data folder, where one is
 * made once. Throws ExpectedError `unavailable`, which says what is wrong, and never makes another in place of one that cannot be
 * read: nobody would know it.
 */
export const loadSigners = async (
  { configured, dataDir }: LedgerKeySettings,
  origin: string,
): Promise<NoteSigner[]> => {
  const file = path.join(dataDir, fileName);
  const text =
    configured ??
    (await readOrMakePrivate(file, () => `${randomBytes(32).toString("hex")}\n`).catch((error: unknown) => {
      throw unusable(`${file} cannot be read or made (${codeOf(error)})`);
    }));
  const seeds = ledgerSeedsFrom(text);
  if (seeds === null) {
    const where = configured === null ? file : "LETHE_LEDGER_KEY";
    throw unusable(`${where} does not hold keys of 32 bytes in hexadecimal or base64`);
  }
  return seeds.map((seed) => signerOf(seed, origin));
};

/** The Ed25519 key of a seed (RFC 8032), under the name of a log. */
export const signerOf = (seed: Uint8Array, origin: string): NoteSigner => {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: "der", type: "pkcs8" });
  return { key: verifierKey(origin, publicBytesOf(key)), sign: (message) => sign(null, message, key) };
};

const publicBytesOf = (key: KeyObject): Uint8Array =>
  createPublicKey(key).export({ type: "spki", format: "der" }).subarray(-32);

// PrivateKeyInfo (RFC 8410) up to the seed.
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");

const unusable = (what: string): ExpectedError =>
  new ExpectedError("unavailable", `Checkpoints of the ledger cannot be signed: ${what}.`);

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
