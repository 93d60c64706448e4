import { sql, type SQL } from "drizzle-orm";
import { memories } from "@/drizzle/schema/memories";

/**
 * HMAC-SHA-256 (RFC 2104) of the memory's id, a zero byte and its text in UTF-8, which is what the driver has text sent in,
 * computed where the texts are, by nothing but the sha256() that every Postgres has; pgcrypto is not always there. Null
 * for an absent memory.
 */
export const memoryDigest = (key: Buffer): SQL => {
  const { outer, inner } = keyPads(key);
  return memoryDigestBy(sql`${outer}::bytea`, sql`${inner}::bytea`);
};

/** The same with the key's two blocks, of the memory in a row called `row`. */
export const memoryDigestBy = (outer: SQL, inner: SQL, row: SQL = sql`${memories}`): SQL => {
  const message = sql`textsend(${row}.id::text) || '\\x00'::bytea || textsend(${row}.memory)`;
  return sql`sha256(${outer} || sha256(${inner} || ${message}))`;
};

const blockSize = 64;
const outerPad = 0x5c;
const innerPad = 0x36;

/** A key of at most 64 bytes as the two blocks that HMAC begins with. */
export const keyPads = (key: Buffer): { outer: Buffer; inner: Buffer } => ({
  outer: paddedBlock(key, outerPad),
  inner: paddedBlock(key, innerPad),
});

const paddedBlock = (key: Buffer, pad: number): Buffer => {
  if (key.length > blockSize) throw new RangeError("A digest key has at most 64 bytes.");
  const block = Buffer.alloc(blockSize, pad);
  key.forEach((byte, position) => block.writeUInt8(byte ^ pad, position));
  return block;
};
