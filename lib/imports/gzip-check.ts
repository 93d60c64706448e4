/**
 * Compares what a gzip file unpacks to with the sums at the end of each of its members (RFC 1952), which the library leaves
 * out: damage to a byte, and an end that is cut off, would go unnoticed where the text still unpacks.
 */
export class GzipCheck {
  private crc = 0;
  private size = 0;
  /** The last bytes that were read, of which the sums are the end. */
  private recent: Uint8Array = new Uint8Array();
  private readCount = 0;

  /** Bytes as they are in the file, before they are unpacked. */
  read(packed: Uint8Array): void {
    this.readCount += packed.length;
    const kept = this.recent.subarray(Math.max(0, this.recent.length - headerBytesMax));
    const recent = new Uint8Array(kept.length + packed.length);
    recent.set(kept);
    recent.set(packed, kept.length);
    this.recent = recent;
  }

  unpacked(part: Uint8Array): void {
    let crc = ~this.crc;
    for (const byte of part) crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
    this.crc = ~crc;
    this.size += part.length;
  }

  /** A member ends where the next one begins, or the file ends. Throws where its sums are others. */
  end(at = this.readCount): void {
    const end = at - (this.readCount - this.recent.length);
    const isWhole = end >= sumsBytes && this.isSameAt(end - sumsBytes);
    [this.crc, this.size] = [0, 0];
    if (!isWhole) throw new Error("The sums of a gzip file differ.");
  }

  private isSameAt(at: number): boolean {
    const sums = new DataView(this.recent.buffer, this.recent.byteOffset + at, sumsBytes);
    return sums.getUint32(0, true) === this.crc >>> 0 && sums.getUint32(4, true) === this.size % 2 ** 32;
  }
}

const sumsBytes = 8;
/** The next member begins after its header, which may hold a name. */
const headerBytesMax = 65_536;

const table = Array.from({ length: 256 }, (_, index) => {
  let crc = index;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});
