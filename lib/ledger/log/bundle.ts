/**
 * A proof bundle: events, each with the proof that it is in the log, all up to one checkpoint. Made of texts of C2SP alone, so that
 * others verify it with their own tools: docs/verify-a-proof.md. It holds no key: who could forge a proof could put theirs beside it.
 */
export type Bundle = {
  /** The signed checkpoint, with the signatures of witnesses. */
  checkpoint: string;
  events: { seq: number; line: string; proof: string }[];
  /** Checkpoints of before, each with the proof that this one continues it (https://c2sp.org/tlog-witness). */
  earlier: { size: number; checkpoint: string; consistency: string }[];
  /** What else is given along, under its path: a certificate, time-stamps. */
  others: Map<string, Uint8Array>;
};

export const checkpointPath = "checkpoint";
export const certificatePath = "certificate.json";
const readmePath = "README.txt";

/** A bundle as files. An event's file is the leaf of the tree, byte for byte: without the end of a line. */
export const formatBundle = ({ checkpoint, events, earlier, others }: Bundle): Map<string, Uint8Array> => {
  const texts: [string, string][] = [
    [readmePath, readme],
    [checkpointPath, checkpoint],
    ...events.flatMap(({ seq, line, proof }): [string, string][] => [
      [`events/${seq}.json`, line],
      [`events/${seq}.tlog-proof`, proof],
    ]),
    ...earlier.flatMap(({ size, checkpoint: before, consistency }): [string, string][] => [
      [`consistency/${size}.checkpoint`, before],
      [`consistency/${size}.proof`, consistency],
    ]),
  ];
  const encoder = new TextEncoder();
  return new Map([
    ...texts.map(([path, text]): [string, Uint8Array] => [path, encoder.encode(text)]),
    ...others,
  ]);
};

/** Reads one; or the path of the file that is missing, or is no text. Nothing is verified by this. */
export const readBundle = (
  files: ReadonlyMap<string, Uint8Array>,
): { bundle: Bundle } | { wrongFile: string } => {
  const bundle: Bundle = { checkpoint: "", events: [], earlier: [], others: new Map() };
  try {
    const read = (path: string): string => textOf(path, files.get(path));
    bundle.checkpoint = read(checkpointPath);
    for (const [path, bytes] of files) {
      const [, folder, number, ending] = pathForm.exec(path) ?? [];
      const count = Number(number);
      if (folder === "events" && ending === "json") {
        const proof = read(`events/${number}.tlog-proof`);
        bundle.events.push({ seq: count, line: read(path), proof });
      } else if (folder === "consistency" && ending === "checkpoint") {
        const consistency = read(`consistency/${number}.proof`);
        bundle.earlier.push({ size: count, checkpoint: read(path), consistency });
      } else if (folder === "events" || folder === "consistency") {
        // Half of a pair would else be shown by nobody, and missed by nobody.
        read(`${folder}/${number}.${folder === "events" ? "json" : "checkpoint"}`);
      } else if (path !== checkpointPath && path !== readmePath) {
        bundle.others.set(path, bytes);
      }
    }
  } catch (error) {
    if (error instanceof WrongFile) return { wrongFile: error.message };
    throw error;
  }
  bundle.events.sort((one, other) => one.seq - other.seq);
  bundle.earlier.sort((one, other) => one.size - other.size);
  return { bundle };
};

const pathForm = /^(events|consistency)\/([1-9]\d{0,15})\.(json|tlog-proof|checkpoint|proof)$/;

class WrongFile extends Error {}

const textOf = (path: string, bytes: Uint8Array | undefined): string => {
  if (bytes === undefined) throw new WrongFile(path);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new WrongFile(path);
  }
};

const readme = `A proof bundle of Lethe: events of its ledger, and the proof that they are in a signed transparency log.

checkpoint               what the log looked like: its name, its size, its root hash, and the signatures
events/N.json            event number N, byte for byte as it is in the log
events/N.tlog-proof      the proof that it is there (https://c2sp.org/tlog-proof)
consistency/N.checkpoint an earlier checkpoint, of N events
consistency/N.proof      the proof that the log only grew since (https://c2sp.org/tlog-witness)
certificate.json         the certificate of erasure that an event tells of, where the bundle is of one
timestamps/*.tsr         time-stamps of what a checkpoint says (RFC 3161), where there are any

The keys to verify it with are not in here: take them from somebody you trust, before you need them.
In Lethe: npm run ledger -- proof FILE --key VERIFIER-KEY, or /verify in a browser.
With tools of others: docs/verify-a-proof.md of Lethe.
`;
