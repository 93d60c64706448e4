import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { createLoader, type SearchParams } from "nuqs/server";
import { preferencesCookie, preferencesFrom } from "@/components/data-table/table-preferences";
import { NoPermission } from "@/components/layout/no-permission";
import { MemoriesFrame, memoriesTableName } from "@/components/memories/memories-frame";
import { MemoriesView } from "@/components/memories/memories-view";
import { sampleFilter } from "@/components/memories/sample-filter";
import { env } from "@/lib/env";
import { contextOf, requireMember } from "@/lib/members/server/member-context";
import { can } from "@/lib/members/types";
import { memoryCountQuery, memoryPageQuery, memorySearchString } from "@/lib/memories/query-options";
import { memorySearchFrom, memorySearchParams } from "@/lib/memories/search";
import { listMemories } from "@/lib/memories/server/list-memories";
import { getStore } from "@/lib/stores/server/get-store";
import { builtinStoreId } from "@/lib/stores/store-ids";

export const metadata: Metadata = { title: "Memories" };

const loadSearch = createLoader(memorySearchParams);

const MemoriesPage = async ({ searchParams }: { searchParams: Promise<SearchParams> }) => {
  const result = memorySearchFrom(await loadSearch(searchParams));
  const member = await requireMember(`/memories${result.ok ? memorySearchString(result.search) : ""}`);
  if (!can(member.role, "memories:read")) return <NoPermission member={member} permission="memories:read" />;

  const ctx = contextOf(member);
  const store = await getStore(ctx, builtinStoreId);
  const cookie = (await cookies()).get(preferencesCookie(memoriesTableName))?.value;
  // A read that fails here is tried again, and explained, by the browser. The total count is left to it: it can be slow.
  const queryClient = new QueryClient();
  if (result.ok) {
    const { search } = result;
    await Promise.allSettled([
      queryClient.query({
        ...memoryPageQuery(search),
        queryFn: () => listMemories(ctx, { storeId: store.id, search }),
      }),
      queryClient.query({
        ...memoryCountQuery({ filter: sampleFilter, text: "" }),
        queryFn: () => store.count(sampleFilter),
      }),
    ]);
  }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <MemoriesFrame>
        <MemoriesView
          role={member.role}
          store={{ id: store.id, name: store.name }}
          thresholds={env().confirmation}
          initialPreferences={preferencesFrom(cookie)}
        />
      </MemoriesFrame>
    </HydrationBoundary>
  );
};

export default MemoriesPage;
