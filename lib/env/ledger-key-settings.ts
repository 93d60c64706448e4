import { z } from "zod";

const seedLength = 32;

/** Keys that sign the ledger's checkpoints, as somebody sets them: see ledgerSeedsFrom. */
export const ledgerKeyVariables = {
  LETHE_LEDGER_KEY: z
    .string()
    .refine(
      (text) => ledgerSeedsFrom(text) !== null,
      "must be 32 random bytes in hexadecimal or base64, as of: openssl rand -hex 32; while one key replaces another both, with a comma between them",
    )
    .optional(),
};

/**
 * The seeds of Ed25519 keys (RFC 8032, 32 bytes each), in hexadecimal or base64, with commas or white space between them; null when
 * one of them is none, or when none is there. All of them sign: the first is the present one, those behind it are being replaced.
 */
export const ledgerSeedsFrom = (text: string): Buffer[] | null => {
  const seeds = text
    .split(/[\s,]+/)
    .filter((part) => part !== "")
    .map(seedFrom);
  const known = seeds.filter((seed) => seed !== null);
  const isEachOnce = new Set(known.map((seed) => seed.toString("hex"))).size === seeds.length;
  return seeds.length > 0 && isEachOnce ? known : null;
};

const seedFrom = (text: string): Buffer | null => {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex");
  const bytes = Buffer.from(text, "base64");
  return bytes.length === seedLength && bytes.toString("base64") === text ? bytes : null;
};
