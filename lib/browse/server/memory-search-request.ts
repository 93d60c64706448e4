import { createLoader, type SearchParams } from "nuqs/server";
import { ExpectedError } from "@/lib/errors/expected-error";
import { memorySearchFrom, memorySearchParams, type MemorySearch } from "@/lib/browse/memory-search";

const load = createLoader(memorySearchParams, { urlKeys: {} });

/** Reads a search from a request's address; throws invalid_input, so that no part of it is ever ignored. */
export const memorySearchOf = (input: URLSearchParams | SearchParams): MemorySearch => {
  const result = memorySearchFrom(load(input));
  if (!result.ok) throw new ExpectedError("invalid_input", result.problem);
  return result.search;
};
