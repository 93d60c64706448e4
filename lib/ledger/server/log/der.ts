/** A value of DER (ITU-T X.690): its tag, and what it holds. */
export type DerValue = { tag: number; content: Buffer };

/** The values that follow each other in these bytes; null when they are not DER through to their end. */
export const readDer = (bytes: Buffer): DerValue[] | null => {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at] ?? 0;
    const first = bytes[at + 1];
    if (first === undefined || (tag & 0x1f) === 0x1f) return null;
    const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
    // Four bytes are far more than an answer may have; 0 is the indefinite length of BER.
    if (lengthBytes > 4 || first === 0x80 || at + 2 + lengthBytes > bytes.length) return null;
    const length = lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes);
    const start = at + 2 + lengthBytes;
    if (start + length > bytes.length) return null;
    values.push({ tag, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return values;
};

/** The value that is reached through these positions, one within the other; null when there is none. */
export const derAt = (bytes: Buffer, ...path: number[]): DerValue | null => {
  let found: DerValue | null = null;
  let within = bytes;
  for (const position of path) {
    found = readDer(within)?.[position] ?? null;
    if (found === null) return null;
    within = found.content;
  }
  return found;
};

/** One value as it is written; of at most 65,535 bytes. */
export const writeDer = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
};
