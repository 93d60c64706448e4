import { createLoader, type SearchParams } from "nuqs/server";
import { ExpectedError } from "@/lib/errors/expected-error";
import {
  deletionItemSearchFrom,
  deletionItemSearchParams,
  type DeletionItemSearch,
} from "@/lib/deletions/item-search";
import { deletionSearchFrom, deletionSearchParams, type DeletionSearch } from "@/lib/deletions/search";

const loadSearch = createLoader(deletionSearchParams);
const loadItemSearch = createLoader(deletionItemSearchParams);

/** Reads a search from a request's address; throws invalid_input, so that no part of it is ever ignored. */
export const deletionSearchOf = (input: URLSearchParams | SearchParams): DeletionSearch => {
  const result = deletionSearchFrom(loadSearch(input));
  if (!result.ok) throw new ExpectedError("invalid_input", result.problem);
  return result.search;
};

/** The same for the items of one deletion. */
export const deletionItemSearchOf = (input: URLSearchParams | SearchParams): DeletionItemSearch => {
  const result = deletionItemSearchFrom(loadItemSearch(input));
  if (!result.ok) throw new ExpectedError("invalid_input", result.problem);
  return result.search;
};
