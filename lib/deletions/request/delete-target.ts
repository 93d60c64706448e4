import type { DeleteSearch } from "../scope/delete-search";
import { scopeReach } from "../scope/scope";
import { scopeFrom, type ScopeProblems } from "../scope/scope-texts";
import type { Selection } from "../types";

/** What is to be deleted, before anything was left out of it. */
export type DeleteTarget =
  | Pick<Extract<Selection, { kind: "scope" }>, "kind" | "scope">
  | Pick<Extract<Selection, { kind: "matching" }>, "kind" | "filter">;

export type ReadTarget =
  | { ok: true; target: DeleteTarget }
  /** `why` nothing can be previewed, in a sentence; `problems` of single fields beside it. */
  | { ok: false; why: string; problems: ScopeProblems };

/** What a form asks for, or why that cannot be previewed. No filter is an error, as it would take every memory. */
export const targetFrom = (search: DeleteSearch): ReadTarget => {
  switch (search.mode) {
    case "filter":
      return search.filter === null
        ? { ok: false, why: noConditionMessage, problems: {} }
        : { ok: true, target: { kind: "matching", filter: search.filter } };
    case "scope": {
      const read = scopeFrom(search.texts);
      if (!read.ok) {
        return { ok: false, why: "Correct the fields marked above, then preview.", problems: read.problems };
      }
      return scopeReach(read.scope).kind === "nothing"
        ? { ok: false, why: noFieldMessage, problems: {} }
        : { ok: true, target: { kind: "scope", scope: read.scope } };
    }
  }
};

const noFilter = "No filter: this would delete every memory in the store, so there is nothing to preview.";
const noFieldMessage = `${noFilter} Fill in User ID, Agent ID, App ID or Run ID, or metadata. * in one of these four means every memory that has any value there; only * in all four deletes everything.`;
const noConditionMessage = `${noFilter} Add a condition. To delete everything, choose “By scope” and enter * in all four fields.`;
