import { createHash } from "node:crypto";
import { derAt, readDer, writeDer } from "./der";

// RFC 3161: what is asked of a time-stamp authority, and what is read of its answer. Whether its signature is that of somebody who is
// trusted is for `openssl ts -verify`, with the authority's certificates.

const tags = {
  integer: 0x02,
  octets: 0x04,
  boolean: 0x01,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  time: 0x18,
};
const sha256Oid = Buffer.from("608648016503040201", "hex");
/** id-ct-TSTInfo. */
const stampOid = Buffer.from("2a864886f70d0109100104", "hex");

const imprintOf = (text: string): Buffer =>
  writeDer(
    tags.sequence,
    writeDer(tags.sequence, writeDer(tags.oid, sha256Oid), writeDer(tags.null)),
    writeDer(tags.octets, createHash("sha256").update(text, "utf8").digest()),
  );

/** A request for a time-stamp of a text, with the authority's certificate in the answer. `nonce`: 8 bytes, the first of them 1 to 127. */
export const timestampQuery = (text: string, nonce: Uint8Array): Buffer =>
  writeDer(
    tags.sequence,
    writeDer(tags.integer, Uint8Array.of(1)),
    imprintOf(text),
    writeDer(tags.integer, nonce),
    writeDer(tags.boolean, Uint8Array.of(0xff)),
  );

/** The answer to such a request: when the text was stamped, by the authority's clock, or why it does not count. */
export const readTimestamp = (
  response: Buffer,
  { text, nonce }: { text: string; nonce: Uint8Array | null },
): { at: Date } | { errorCode: "bad_answer" | "rejected" | "other_hash" } => {
  const status = derAt(response, 0, 0, 0);
  if (status?.tag !== tags.integer) return { errorCode: "bad_answer" };
  // granted, and grantedWithMods
  if (status.content.length !== 1 || (status.content[0] ?? 9) > 1) return { errorCode: "rejected" };
  // TimeStampResp, its ContentInfo, [0], SignedData, its encapContentInfo
  const signed = derAt(response, 0, 1, 1, 0, 2);
  const type = signed === null ? null : derAt(signed.content, 0);
  const info = signed === null ? null : derAt(signed.content, 1, 0);
  if (type === null || !type.content.equals(stampOid) || info === null) return { errorCode: "bad_answer" };
  const fields = readDer(derAt(info.content, 0)?.content ?? Buffer.alloc(0)) ?? [];
  const [, , imprint, , time, ...rest] = fields;
  if (imprint?.tag !== tags.sequence || time?.tag !== tags.time) return { errorCode: "bad_answer" };
  const hash = derAt(imprint.content, 1);
  const algorithm = derAt(imprint.content, 0, 0);
  const wanted = createHash("sha256").update(text, "utf8").digest();
  const isOurs =
    hash?.content.equals(wanted) === true &&
    algorithm?.content.equals(sha256Oid) === true &&
    (nonce === null || rest.some(({ tag, content }) => tag === tags.integer && content.equals(nonce)));
  const at = timeOf(time.content.toString("latin1"));
  if (at === null) return { errorCode: "bad_answer" };
  return isOurs ? { at } : { errorCode: "other_hash" };
};

/** GeneralizedTime as RFC 3161 has it: in UTC, with a fraction of a second or without. */
const timeOf = (text: string): Date | null => {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction = ""] = match;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`);
  return Number.isNaN(at.getTime()) ? null : at;
};
