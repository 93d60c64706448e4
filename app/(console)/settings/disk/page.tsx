import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CleaningView } from "@/components/cleaning/cleaning-view";
import { NoPermission } from "@/components/layout/no-permission";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { cleaningQuery } from "@/lib/cleaning/query-options";
import { readServerCleaning } from "@/lib/cleaning/server/server-cleaning";

export const metadata: Metadata = { title: "Disk" };

const DiskPage = async () => {
  const member = await requireMember("/settings/disk");
  if (!can(member.role, "store:clean")) {
    return (
      <SettingsFrame>
        <NoPermission member={member} permission="store:clean" />
      </SettingsFrame>
    );
  }
  const queryClient = new QueryClient();
  queryClient.setQueryData(cleaningQuery.queryKey, await readServerCleaning(contextOf(member)));
  return (
    <SettingsFrame>
      <HydrationBoundary state={dehydrate(queryClient)}>
        <CleaningView />
      </HydrationBoundary>
    </SettingsFrame>
  );
};

export default DiskPage;
