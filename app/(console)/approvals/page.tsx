import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ApprovalsView } from "@/components/approvals/approvals-view";
import { NoPermission } from "@/components/layout/no-permission";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { approvalListQuery } from "@/lib/approvals/query-options";
import { listApprovals } from "@/lib/approvals/server/list-approvals";

export const metadata: Metadata = { title: "Approvals" };

const ApprovalsPage = async () => {
  const member = await requireMember("/approvals");
  if (!can(member.role, "memories:delete"))
    return <NoPermission member={member} permission="memories:delete" />;
  const queryClient = new QueryClient();
  const first = await listApprovals(contextOf(member), { after: null });
  queryClient.setQueryData(approvalListQuery.queryKey, { pages: [first], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ApprovalsView />
    </HydrationBoundary>
  );
};

export default ApprovalsPage;
