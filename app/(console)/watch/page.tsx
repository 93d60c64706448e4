import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { NoPermission } from "@/components/layout/no-permission";
import { PageHeader } from "@/components/layout/page-header";
import { WatchesView } from "@/components/watches/watches-view";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { watchListQuery } from "@/lib/watches/query-options";
import { listWatches } from "@/lib/watches/server/manage-watches";

export const metadata: Metadata = { title: "Watch" };

const WatchesPage = async () => {
  const member = await requireMember("/watch");
  if (!can(member.role, "memories:read")) {
    return (
      <>
        <PageHeader title="Watch" />
        <NoPermission member={member} permission="memories:read" />
      </>
    );
  }
  const queryClient = new QueryClient();
  queryClient.setQueryData(watchListQuery.queryKey, await listWatches(contextOf(member)));
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <WatchesView member={{ id: member.id, role: member.role }} />
    </HydrationBoundary>
  );
};

export default WatchesPage;
