/** Why an anchor is not as it should be, by its error code. */
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
