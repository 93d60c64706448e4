import { deletionSearchString } from "@/lib/deletions/query-options";
import type { DeletionSearch } from "@/lib/deletions/search";

const everything: DeletionSearch = {
  actorId: null,
  status: null,
  outcome: null,
  operation: null,
  storeId: null,
  ticket: null,
  entity: null,
  fromOn: null,
  toOn: null,
  after: null,
};

/** Deletions that are under way, or wait. */
export const unfinishedSearch: DeletionSearch = { ...everything, outcome: "unfinished" };

/** The history, narrowed. */
export const historyHref = (part: Partial<DeletionSearch>): string =>
  `/history${deletionSearchString({ ...everything, ...part })}`;
