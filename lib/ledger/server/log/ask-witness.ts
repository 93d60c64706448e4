import { formatSignature, parseSignature } from "@/lib/ledger/log/note";
import { isSameHash } from "@/lib/ledger/log/hash";
import { readCheckpoint } from "@/lib/ledger/log/checkpoint";
import { verifySignature, type VerifierKey } from "@/lib/ledger/log/verifier-key";
import { wholeNumberOf } from "@/lib/ledger/log/proof";
import { postOutside } from "../post-outside";

/** `url`: what `/add-checkpoint` is put behind. */
export type Witness = { url: string; key: VerifierKey };

export type WitnessAnswer =
  /** Signed, verified by the witness's key. `line`: the signature line of the note; `at`: by the witness's clock. */
  | { kind: "cosigned"; line: string; at: Date }
  /** It has signed another tree of this log: of `size` events. */
  | { kind: "forked"; size: number }
  /** It has signed more events than this checkpoint has. */
  | { kind: "ahead"; size: number }
  /** Nothing is known; to be asked again. Codes as of postOutside, `http_404`, `bad_answer`, `not_its_signature`. */
  | { kind: "failed"; errorCode: string };

const timeoutMsMax = 10_000;
/** The first, one from the size that the witness names, and one more should it have moved on meanwhile. */
const requestsMax = 3;

/**
 * Asks a witness to sign a checkpoint (https://c2sp.org/tlog-witness). `knownSize`: of the last tree that it is known to have signed,
 * 0 for none. `proveFrom`: the request's body for a tree of that size, as proveConsistency gives it.
 */
export const askWitness = async ({
  witness,
  checkpoint,
  knownSize,
  proveFrom,
  signal,
  timeoutMs = timeoutMsMax,
}: {
  witness: Witness;
  checkpoint: { size: number; note: string };
  knownSize: number;
  proveFrom: (oldSize: number) => Promise<string>;
  signal: AbortSignal;
  timeoutMs?: number;
}): Promise<WitnessAnswer> => {
  let oldSize = knownSize;
  for (let count = 0; count < requestsMax; count++) {
    const answer = await postOutside(`${witness.url}/add-checkpoint`, {
      contentType: "text/plain; charset=utf-8",
      body: await proveFrom(oldSize),
      signal,
      timeoutMs,
    });
    if ("errorCode" in answer) return failed(answer.errorCode);
    const text = answer.body.toString("utf8");
    if (answer.status === 200) return cosignatureIn(text, witness.key, checkpoint.note);
    if (answer.status === 422) return { kind: "forked", size: oldSize };
    if (answer.status !== 409) return failed(`http_${answer.status}`);
    const size = wholeNumberOf(/^(0|[1-9]\d{0,15})\n?$/.exec(text)?.[1]);
    if (size === null) return failed("bad_answer");
    if (size > checkpoint.size) return { kind: "ahead", size };
    // The size is right, and the tree is another one.
    if (size === oldSize) return size === checkpoint.size ? { kind: "forked", size } : failed("bad_answer");
    oldSize = size;
  }
  return failed("moved_on");
};

/** Of the lines of an answer, the one by the witness's own key; a witness may sign with several. */
const cosignatureIn = (answer: string, key: VerifierKey, note: string): WitnessAnswer => {
  const text = readCheckpoint(note)?.note.text;
  if (text === undefined || !answer.endsWith("\n")) return failed("bad_answer");
  const signatures = answer.slice(0, -1).split("\n").map(parseSignature);
  const own = signatures.find(
    (signature) => signature?.name === key.name && isSameHash(signature.keyId, key.keyId),
  );
  if (own === undefined || own === null) {
    return failed(signatures.includes(null) ? "bad_answer" : "not_its_signature");
  }
  const verified = verifySignature(key, text, own.signature);
  if (verified === false || verified.time === null) return failed("not_its_signature");
  const at = new Date(verified.time * 1000);
  return Number.isNaN(at.getTime())
    ? failed("bad_answer")
    : { kind: "cosigned", line: formatSignature(own), at };
};

const failed = (errorCode: string): WitnessAnswer => ({ kind: "failed", errorCode });
