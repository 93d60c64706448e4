import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { NoPermission } from "@/components/layout/no-permission";
import { NewTicketView } from "@/components/tickets/new-ticket-view";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { assignableQuery } from "@/lib/tickets/query-options";
import { listAssignable } from "@/lib/tickets/server/list-tickets";
import { todayOf } from "@/lib/tickets/server/ticket-row";

export const metadata: Metadata = { title: "New ticket" };

const NewTicketPage = async () => {
  const member = await requireMember("/tickets/new");
  if (!can(member.role, "tickets:create"))
    return <NoPermission member={member} permission="tickets:create" />;
  const ctx = contextOf(member);
  const queryClient = new QueryClient();
  queryClient.setQueryData(assignableQuery.queryKey, await listAssignable(ctx));
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <NewTicketView today={todayOf(ctx)} memberId={member.id} />
    </HydrationBoundary>
  );
};

export default NewTicketPage;
