import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { createLoader, createSerializer, type SearchParams } from "nuqs/server";
import { preferencesCookie, preferencesFrom } from "@/components/data-table/table-preferences";
import { NoPermission } from "@/components/layout/no-permission";
import { MemoriesFrame, memoriesTableName } from "@/components/memories/memories-frame";
import { MemoriesView } from "@/components/memories/memories-view";
import { sampleFilter } from "@/components/memories/sample-filter";
import { StoreProvider } from "@/components/stores/store-provider";
import { StoreUnavailable } from "@/components/stores/store-unavailable";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { memoryCountQuery, memoryPageQuery, memorySearchString } from "@/lib/browse/memory-queries";
import { memorySearchFrom, memorySearchParams } from "@/lib/browse/memory-search";
import { listMemories } from "@/lib/browse/server/list-memories";
import { pageStoreOf } from "@/lib/stores/page-store";
import { findPageStore } from "@/lib/stores/server/requested-store";
import { storeParams } from "@/lib/stores/store-param";

export const metadata: Metadata = { title: "Memories" };

const load = createLoader({ ...memorySearchParams, ...storeParams });

const serializeStore = createSerializer(storeParams);

const MemoriesPage = async ({ searchParams }: { searchParams: Promise<SearchParams> }) => {
  const { store: storeValue, ...values } = await load(searchParams);
  const result = memorySearchFrom(values);
  const path = `/memories${result.ok ? memorySearchString(result.search) : ""}`;
  const member = await requireMember(serializeStore(path, { store: storeValue }));
  if (!can(member.role, "memories:read")) return <NoPermission member={member} permission="memories:read" />;

  const ctx = contextOf(member);
  const found = await findPageStore(ctx, storeValue);
  if (!found.ok)
    return (
      <StoreUnavailable
        title="Memories"
        problem={found.problem}
        path={path}
        canManage={can(member.role, "stores:manage")}
      />
    );
  const { store } = found;
  const cookie = (await cookies()).get(preferencesCookie(memoriesTableName))?.value;
  // A read that fails here is tried again, and explained, by the browser. What can be slow is left to it: the total count,
  // and every store elsewhere.
  const queryClient = new QueryClient();
  if (result.ok && store.deletes === "in_transaction") {
    const { search } = result;
    await Promise.allSettled([
      queryClient.query({
        ...memoryPageQuery(store.id, search),
        queryFn: () => listMemories(ctx, { storeId: store.id, search }),
      }),
      queryClient.query({
        ...memoryCountQuery(store.id, { filter: sampleFilter, text: "" }),
        queryFn: () => store.count(sampleFilter),
      }),
    ]);
  }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <StoreProvider store={pageStoreOf(store)}>
        <MemoriesFrame>
          <MemoriesView role={member.role} initialPreferences={preferencesFrom(cookie)} />
        </MemoriesFrame>
      </StoreProvider>
    </HydrationBoundary>
  );
};

export default MemoriesPage;
