/** Little enough that what it unpacks to is about a part, so that the progress of a packed file is one, too. */
const chunkBytes = 64 * 1024;

/** A file's bytes, read on demand; `onRead` gets the number of bytes read. */
export async function* fileSource(
  file: Blob,
  onRead: (byteCount: number) => void,
): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < file.size; from += chunkBytes) {
    const chunk = new Uint8Array(await file.slice(from, from + chunkBytes).arrayBuffer());
    onRead(from + chunk.length);
    yield chunk;
  }
}
