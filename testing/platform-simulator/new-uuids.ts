import { seededRandom } from "@/testing/seeded-random";

/** A source of UUIDs (version 4) that gives the same ones in the same order for the same seed. */
export const newUuids = (seed: number): (() => string) => {
  const random = seededRandom(seed);
  return () => {
    const bytes = Buffer.alloc(16);
    for (let at = 0; at < 16; at += 4) bytes.writeUInt32BE(Math.floor(random() * 2 ** 32), at);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
};
