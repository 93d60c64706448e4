import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { createLoader, createSerializer, type SearchParams } from "nuqs/server";
import { preferencesCookie } from "@/components/data-table/table-preferences";
import { preferencesFrom } from "@/components/data-table/read-preferences";
import { EntitiesFrame, entitiesTableName } from "@/components/entities/entities-frame";
import { EntitiesView } from "@/components/entities/entities-view";
import { NoPermission } from "@/components/layout/no-permission";
import { StoreProvider } from "@/components/stores/store-provider";
import { StoreUnavailable } from "@/components/stores/store-unavailable";
import { entityPageQuery } from "@/lib/browse/entity-queries";
import { entitySearchFrom, entitySearchParams } from "@/lib/browse/entity-search";
import { listEntities } from "@/lib/browse/server/list-entities";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { pageStoreOf } from "@/lib/stores/page-store";
import { findPageStore } from "@/lib/stores/server/requested-store";
import { storeParams } from "@/lib/stores/store-param";

export const metadata: Metadata = { title: "Entities" };

const pageParams = { ...entitySearchParams, ...storeParams };
const load = createLoader(pageParams);
const serialize = createSerializer(pageParams);

const EntitiesPage = async ({ searchParams }: { searchParams: Promise<SearchParams> }) => {
  const values = await load(searchParams);
  const member = await requireMember(serialize("/entities", values));
  if (!can(member.role, "memories:read")) return <NoPermission member={member} permission="memories:read" />;

  const ctx = contextOf(member);
  const found = await findPageStore(ctx, values.store);
  if (!found.ok) {
    return (
      <StoreUnavailable
        title="Entities"
        problem={found.problem}
        path="/entities"
        canManage={can(member.role, "stores:manage")}
      />
    );
  }
  const { store } = found;
  const cookie = (await cookies()).get(preferencesCookie(entitiesTableName))?.value;
  const queryClient = new QueryClient();
  const result = entitySearchFrom(values);
  if (result.ok && store.deletes === "in_transaction") {
    const { search } = result;
    // A read that fails here is tried again, and explained, by the browser; a store elsewhere can be slow, and is left to it.
    await Promise.allSettled([
      queryClient.query({
        ...entityPageQuery(store.id, search),
        queryFn: () => listEntities(ctx, { storeId: store.id, search }),
      }),
    ]);
  }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <StoreProvider store={pageStoreOf(store)}>
        <EntitiesFrame>
          <EntitiesView
            canDelete={can(member.role, "memories:delete")}
            initialPreferences={preferencesFrom(cookie)}
          />
        </EntitiesFrame>
      </StoreProvider>
    </HydrationBoundary>
  );
};

export default EntitiesPage;
