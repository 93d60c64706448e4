import type { z } from "zod";
import type { importIdSchema } from "./import-id-schema";

export type ImportId = z.infer<typeof importIdSchema>;

/** So many imports are offered at once, the newest. */
export const listedImportsMax = 20;

/** A UUID of version 7 (RFC 9562): 48 bits of Unix time in milliseconds, then chance. */
export const newImportId = (at: Date): ImportId => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setUint16(0, Math.floor(at.getTime() / 2 ** 32));
  new DataView(bytes.buffer).setUint32(2, at.getTime() % 2 ** 32);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  // It is one.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as ImportId;
};
