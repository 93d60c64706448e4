import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { createLoader, createSerializer, type SearchParams } from "nuqs/server";
import { preferencesCookie } from "@/components/data-table/table-preferences";
import { preferencesFrom } from "@/components/data-table/read-preferences";
import { NoPermission } from "@/components/layout/no-permission";
import { UnreadableLink } from "@/components/layout/unreadable-link";
import { MemoriesFrame, memoriesTableName } from "@/components/memories/memories-frame";
import { MemoriesView } from "@/components/memories/memories-view";
import { sampleFilter } from "@/components/memories/sample-filter";
import { StoreProvider } from "@/components/stores/store-provider";
import { StoreUnavailable } from "@/components/stores/store-unavailable";
import { ViewUnavailable } from "@/components/views/view-unavailable";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { memoryCountQuery, memoryPageQuery, memorySearchString } from "@/lib/browse/memory-queries";
import { memorySearchParams } from "@/lib/browse/memory-search";
import { countMemories } from "@/lib/browse/server/count-memories";
import { listMemories } from "@/lib/browse/server/list-memories";
import { readMemorySearch } from "@/lib/browse/server/memory-search-request";
import { pageStoreOf } from "@/lib/stores/page-store";
import { findPageStore } from "@/lib/stores/server/requested-store";
import { storeParams, withStore } from "@/lib/stores/store-param";
import { viewQuery } from "@/lib/views/query-options";
import { findView } from "@/lib/views/server/list-views";
import { spelledViewHref, viewIdFrom, viewParams } from "@/lib/views/view-address";

export const metadata: Metadata = { title: "Memories" };

const load = createLoader({ ...memorySearchParams, ...storeParams, ...viewParams });

const serializeOthers = createSerializer({ ...storeParams, ...viewParams });

const MemoriesPage = async ({ searchParams }: { searchParams: Promise<SearchParams> }) => {
  const given = await searchParams;
  const { store: storeValue, view: viewValue, ...values } = await load(searchParams);
  const result = readMemorySearch(values);
  const path = `/memories${result.ok ? memorySearchString(result.search) : ""}`;
  const member = await requireMember(serializeOthers(path, { store: storeValue, view: viewValue }));
  if (!can(member.role, "memories:read")) return <NoPermission member={member} permission="memories:read" />;

  const ctx = contextOf(member);
  const viewId = viewIdFrom(viewValue);
  const view = viewId === null ? null : await findView(ctx, viewId);
  // The address of a view alone means the view as it is kept now; spelled out it means what it says.
  const isViewAlone = viewValue !== null && !("filter" in given || "q" in given || "sort" in given);
  if (isViewAlone && view?.search != null) redirect(spelledViewHref({ ...view, search: view.search }));
  if (isViewAlone) return <ViewUnavailable view={view} />;
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
  if (!result.ok)
    return (
      <UnreadableLink title="Memories" problem={result.problem} href={withStore("/memories", store.id)} />
    );
  const cookie = (await cookies()).get(preferencesCookie(memoriesTableName))?.value;
  // A read that fails here is tried again, and explained, by the browser. What can be slow is left to it: the total count,
  // and every store elsewhere.
  const queryClient = new QueryClient();
  if (view !== null) queryClient.setQueryData(viewQuery(view.id).queryKey, view);
  if (store.deletes === "in_transaction") {
    const { search } = result;
    await Promise.allSettled([
      queryClient.query({
        ...memoryPageQuery(store.id, search),
        queryFn: () => listMemories(ctx, { storeId: store.id, search }),
      }),
      queryClient.query({
        ...memoryCountQuery(store.id, { filter: sampleFilter, text: "" }),
        queryFn: () => countMemories(ctx, { storeId: store.id, search: { filter: sampleFilter, text: "" } }),
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
