/** Downloads the deletions that a search of the history finds, on all its pages; all of them for an empty one. */
export const downloadHistory = (search: URLSearchParams, format: "csv" | "jsonl"): void => {
  const link = document.createElement("a");
  link.href = `/api/deletions/export?${new URLSearchParams([...search, ["format", format]]).toString()}`;
  // An error answer is then a download that failed, and not a page of JSON in place of this one.
  link.download = "";
  link.click();
};
