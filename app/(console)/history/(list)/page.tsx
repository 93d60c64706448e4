import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { createLoader, createSerializer, type SearchParams } from "nuqs/server";
import { preferencesCookie } from "@/components/data-table/table-preferences";
import { preferencesFrom } from "@/components/data-table/read-preferences";
import { actorWords } from "@/components/deletions/deletion-words";
import { HistoryFrame, historyTableName } from "@/components/deletions/history-frame";
import { HistoryView } from "@/components/deletions/history-view";
import { NoPermission } from "@/components/layout/no-permission";
import type { Context } from "@/lib/access/context";
import { deletionCountQuery, deletionPageQuery, deletionPageSize } from "@/lib/deletions/query-options";
import { deletionSearchFrom, deletionSearchParams, type DeletionSearch } from "@/lib/deletions/search";
import { listDeletionActors } from "@/lib/deletions/server/history/list-deletion-actors";
import { countDeletions, listDeletions } from "@/lib/deletions/server/history/list-deletions";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { listStoresOfHistory } from "@/lib/stores/server/list-stores";

export const metadata: Metadata = { title: "History" };

const load = createLoader(deletionSearchParams);
const serialize = createSerializer(deletionSearchParams);

const HistoryPage = async ({ searchParams }: { searchParams: Promise<SearchParams> }) => {
  const values = await load(searchParams);
  const member = await requireMember(serialize("/history", values));
  if (!can(member.role, "deletions:read"))
    return <NoPermission member={member} permission="deletions:read" />;

  const ctx = contextOf(member);
  const queryClient = new QueryClient();
  const result = deletionSearchFrom(values);
  const [actors, stores, cookieStore] = await Promise.all([
    listDeletionActors(ctx),
    listStoresOfHistory(ctx),
    cookies(),
    result.ok && readAhead(queryClient, ctx, result.search),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <HistoryFrame>
        <HistoryView
          actors={actors.map((actor) => ({ value: actor.id, label: actorWords(actor) }))}
          stores={stores.map(({ id, name }) => ({ value: id, label: name }))}
          preferences={preferencesFrom(cookieStore.get(preferencesCookie(historyTableName))?.value)}
        />
      </HistoryFrame>
    </HydrationBoundary>
  );
};

/** A read that fails here is tried again, and explained, by the browser. */
const readAhead = (queryClient: QueryClient, ctx: Context, search: DeletionSearch) =>
  Promise.allSettled([
    queryClient.query({
      ...deletionPageQuery(search),
      queryFn: () => listDeletions(ctx, { search, limit: deletionPageSize }),
    }),
    queryClient.query({ ...deletionCountQuery(search), queryFn: () => countDeletions(ctx, search) }),
  ]);

export default HistoryPage;
