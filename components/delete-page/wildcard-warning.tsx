"use client";

import { useQuery } from "@tanstack/react-query";
import { Notice } from "@/components/ui/notice";
import { useSettled } from "@/components/ui/use-settled";
import { scopeCountQuery } from "@/lib/deletions/preview/preview-query-options";
import { isWipe, wildcardsOf, type Scope } from "@/lib/deletions/scope/scope";
import type { StoreId } from "@/lib/stores/store-ids";
import { wildcardSentences, type WildcardCounts } from "@/lib/deletions/words/wildcard-sentences";

/** What the wildcards of a scope take and leave, with the numbers of now, before anything is previewed. */
export const WildcardWarning = ({ store, scope }: { store: { id: StoreId; name: string }; scope: Scope }) => {
  const counts = useCounts(store.id, scope);
  if (wildcardsOf(scope).length === 0) return null;
  const isAll = isWipe(scope);
  return (
    <Notice look={isAll ? "danger" : "warning"} role={isAll ? "alert" : "status"}>
      {wildcardSentences(scope, counts, store.name).map((sentence, index) => (
        // Sentences have no identity but their place; the first keeps its own while its number changes.
        <p key={index} className={index === 0 ? "font-medium" : undefined}>
          {sentence}
        </p>
      ))}
    </Notice>
  );
};

const useCounts = (storeId: StoreId, scope: Scope): WildcardCounts => {
  const key = JSON.stringify(scope);
  const isSettled = useSettled(key) === key;
  const { data, isError, isFetching } = useQuery({
    ...scopeCountQuery({ storeId, scope }),
    enabled: isSettled && wildcardsOf(scope).length > 0,
  });
  if (isError && !isFetching) return "unknown";
  if (data === undefined) return "counting";
  const { matchingCount, stayingCount, immutableCount, withoutByWildcard } = data;
  // A lower bound would read like the number.
  if (!data.isExact) return "unknown";
  return { matchingCount, rest: { stayingCount, immutableCount, withoutByWildcard } };
};
