import type { Context } from "@/lib/access/context";
import { readDatabaseNow } from "@/lib/database/server/read-database-now";
import { needsDeleteAll } from "@/lib/deletions/request/effect";
import { matchingSelectionOf } from "@/lib/deletions/request/store-selection";
import { readEffect } from "@/lib/deletions/server/request/read-effect";
import type { Selection } from "@/lib/deletions/types";
import { ExpectedError } from "@/lib/errors/expected-error";
import { freezeRelative } from "@/lib/filters/freeze-relative";
import type { RuleTerms } from "@/lib/retention/types";
import { providesField } from "@/lib/stores/provided-fields";
import type { MemoryStore } from "@/lib/stores/types";

/** What a rule takes at an instant, in the terms of deletions. */
export const selectionOfRule = (
  { filter, keepsImmutable }: Pick<RuleTerms, "filter" | "keepsImmutable">,
  at: Date,
): Exclude<Selection, { kind: "listed" }> => ({
  kind: "matching",
  filter: freezeRelative(filter, at),
  excludedIds: [],
  keepsImmutable,
});

/** Throws invalid_input for a rule that keeps what is immutable in a store that does not tell which memories are. */
export const refuseUnknown = (
  store: Pick<MemoryStore, "capabilities">,
  { keepsImmutable }: Pick<RuleTerms, "keepsImmutable">,
): void => {
  if (!keepsImmutable || providesField(store, "immutable")) return;
  throw new ExpectedError(
    "invalid_input",
    "This store does not tell which memories are immutable, so a rule cannot keep them. Turn that off, and let the filter say what stays.",
  );
};

/** Whether it takes everything, or all that have any user, agent, app or run, as the store is now. */
export const takesAllOf = async (
  ctx: Pick<Context, "actor" | "database" | "now">,
  store: MemoryStore,
  terms: Pick<RuleTerms, "filter" | "keepsImmutable">,
): Promise<boolean> => {
  const selection = selectionOfRule(terms, ctx.now());
  const cutoffAt = await readDatabaseNow(ctx);
  const expectedCount = await store.countSelection({ selection: matchingSelectionOf(selection), cutoffAt });
  if (expectedCount === 0) return false;
  return needsDeleteAll(selection, await readEffect(store, { selection, expectedCount, cutoffAt }));
};
