import { createHmac } from "node:crypto";
import { canonical, type LedgerBody } from "@/lib/ledger/canonical";

export type KeyPurpose = "item digest" | "items digest" | "preview item" | "commitment" | "request";

/**
 * The key of one deletion for one purpose, 32 bytes: HMAC-SHA-256 of LETHE_SECRET over the purpose and the deletion's
 * salt. Without the salt, which can be destroyed with its row, a digest made by it tells nothing of its person.
 */
export const digestKeyOf = (secret: string, salt: Buffer, purpose: KeyPurpose): Buffer =>
  createHmac("sha256", secret).update(`lethe ${purpose}`).update(salt).digest();

/** HMAC-SHA-256 over the canonical text of a value, as hexadecimal text. */
export const digestOf = (key: Buffer, value: Record<string, unknown>): string =>
  createHmac("sha256", key)
    .update(canonical({ value: exactly(value) }))
    .digest("hex");

type Json = LedgerBody[string];

/**
 * Half of a surrogate pair as the character that the database makes of it, and fractions, which metadata conditions may hold, as the one text
 * JavaScript has for them: `canonical` refuses both.
 */
const exactly = (value: unknown): Json => {
  if (typeof value === "number") return { number: String(value) };
  if (typeof value === "string") return value.toWellFormed();
  if (typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map((each: unknown) => exactly(each) ?? null);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key.toWellFormed(), exactly(member)]),
    );
  }
  return null;
};
