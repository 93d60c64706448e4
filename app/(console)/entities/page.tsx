import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { createLoader, createSerializer, type SearchParams } from "nuqs/server";
import { preferencesCookie, preferencesFrom } from "@/components/data-table/table-preferences";
import { EntitiesFrame, entitiesTableName } from "@/components/entities/entities-frame";
import { EntitiesView } from "@/components/entities/entities-view";
import { NoPermission } from "@/components/layout/no-permission";
import { entityPageQuery } from "@/lib/entities/query-options";
import { entitySearchFrom, entitySearchParams } from "@/lib/entities/search";
import { listEntities } from "@/lib/entities/server/list-entities";
import { contextOf, requireMember } from "@/lib/members/server/member-context";
import { can } from "@/lib/members/types";
import { getStore } from "@/lib/stores/server/get-store";
import { builtinStoreId } from "@/lib/stores/store-ids";

export const metadata: Metadata = { title: "Entities" };

const load = createLoader(entitySearchParams);
const serialize = createSerializer(entitySearchParams);

const EntitiesPage = async ({ searchParams }: { searchParams: Promise<SearchParams> }) => {
  const values = await load(searchParams);
  const member = await requireMember(serialize("/entities", values));
  if (!can(member.role, "memories:read")) return <NoPermission member={member} permission="memories:read" />;

  const ctx = contextOf(member);
  const store = await getStore(ctx, builtinStoreId);
  const cookie = (await cookies()).get(preferencesCookie(entitiesTableName))?.value;
  const queryClient = new QueryClient();
  const result = entitySearchFrom(values);
  if (result.ok) {
    const { search } = result;
    // A read that fails here is tried again, and explained, by the browser.
    await Promise.allSettled([
      queryClient.query({
        ...entityPageQuery(search),
        queryFn: () => listEntities(ctx, { storeId: store.id, search }),
      }),
    ]);
  }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <EntitiesFrame>
        <EntitiesView
          canDelete={can(member.role, "memories:delete")}
          initialPreferences={preferencesFrom(cookie)}
        />
      </EntitiesFrame>
    </HydrationBoundary>
  );
};

export default EntitiesPage;
