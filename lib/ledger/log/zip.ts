import { unzipSync, zipSync } from "fflate";

/** More than any bundle has: what unpacks to more is not read. */
const unpackedBytesMax = 64 * 1024 * 1024;
const fileCountMax = 20_000;

/** Packs files under their paths; the same files come out as the same bytes. */
export const packZip = (files: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> =>
  new Uint8Array(zipSync(Object.fromEntries(files), { mtime: new Date(2000, 0, 1) }));

/** Reads a zip; null for what is none, for one too large, and for one with two files of one name, of which readers show one each. */
export const readZip = (bytes: Uint8Array): Map<string, Uint8Array> | null => {
  const names = new Set<string>();
  let [count, unpackedBytes] = [0, 0];
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.add(name);
        count++;
        unpackedBytes += originalSize;
        if (names.size < count || count > fileCountMax || unpackedBytes > unpackedBytesMax)
          throw new RangeError("This zip is not read.");
        // Folders have entries of their own when a program packed them again.
        return !name.endsWith("/");
      },
    });
    return new Map(Object.entries(files));
  } catch {
    return null;
  }
};
