import type { Attestor } from "@/lib/ledger/attestation";

export const attestorKindWords: Record<Attestor["kind"], string> = {
  witness: "Witness",
  timestamp: "Time-stamp authority",
  anchor_url: "Anchor at a URL",
  anchor_file: "Anchor in a file",
};

/** Why a witness or an authority has not attested, by its error code. */
export const attestorProblemWords = (code: string): string => {
  const status = /^http_(\d+)$/.exec(code)?.[1];
  if (status !== undefined) {
    if (status === "404") return "Not attested: it does not know this log (404)";
    if (status === "403") return "Not attested: it does not know the log’s key (403)";
    return status.startsWith("3")
      ? `Not attested: it redirects elsewhere (${status})`
      : `Not attested: it answered ${status}`;
  }
  return attestorProblems.get(code) ?? `Not attested (${code})`;
};

const attestorProblems = new Map([
  ["forked", "Refused: it holds another history"],
  ["ahead", "Refused: it has signed more events than there are"],
  ["contradicts", "The anchor before is no longer in the ledger"],
  ["timed_out", "Not attested: no answer in time"],
  ["unreachable", "Not attested: it cannot be reached"],
  ["ECONNREFUSED", "Not attested: it refuses connections"],
  ["ENOTFOUND", "Not attested: its host name was not found"],
  ["bad_answer", "Not attested: its answer could not be read"],
  ["too_long", "Not attested: its answer was too long"],
  ["not_its_signature", "Not attested: the signature is not by the key that is set"],
  ["moved_on", "Not attested: it was busy with another size"],
  ["rejected", "Not attested: the authority rejected the request"],
  ["other_hash", "Not attested: the time-stamp is of something else"],
]);

/** Why an anchor, or a line of the journal, is not as it should be, by its error code. */
export const anchorProblemWords = (code: string): string => {
  const status = /^http_(\d+)$/.exec(code)?.[1];
  if (status !== undefined) {
    return status.startsWith("3")
      ? `Not written: the receiver redirects elsewhere (${status})`
      : `Not written: the receiver answered ${status}`;
  }
  return problemWords.get(code) ?? `Not written (${code})`;
};

const problemWords = new Map([
  ["contradicts_last", "Written, but the anchor before it is no longer in the ledger"],
  ["timed_out", "Not written: the receiver did not answer in time"],
  ["unreachable", "Not written: the receiver cannot be reached"],
  ["ECONNREFUSED", "Not written: the receiver refuses connections"],
  ["ENOTFOUND", "Not written: the receiver’s host name was not found"],
  ["EACCES", "Not written: Lethe is not allowed to write the file"],
  ["EROFS", "Not written: the file’s disk is read-only"],
  ["ENOSPC", "Not written: the file’s disk is full"],
  ["EISDIR", "Not written: the path is a folder"],
]);
