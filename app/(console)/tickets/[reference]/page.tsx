import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NoPermission } from "@/components/layout/no-permission";
import { TicketView } from "@/components/tickets/ticket-view";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { ExpectedError } from "@/lib/errors/expected-error";
import { ticketEventsQuery, ticketQuery } from "@/lib/tickets/query-options";
import { referenceSchema } from "@/lib/tickets/schema";
import { getTicketView, listTicketEvents } from "@/lib/tickets/server/get-ticket-view";

export const metadata: Metadata = { title: "Ticket" };

const TicketPage = async ({ params }: { params: Promise<{ reference: string }> }) => {
  // Next leaves it as it stands in the address.
  const text = decodeURIComponent((await params).reference);
  const member = await requireMember(`/tickets/${encodeURIComponent(text)}`);
  if (!can(member.role, "tickets:read")) return <NoPermission member={member} permission="tickets:read" />;
  const reference = referenceSchema.safeParse(text);
  if (!reference.success) notFound();
  const ctx = contextOf(member);
  const view = await getTicketView(ctx, reference.data).catch((error: unknown) => {
    if (error instanceof ExpectedError && error.code === "not_found") return null;
    throw error;
  });
  if (view === null) notFound();
  const queryClient = new QueryClient();
  queryClient.setQueryData(ticketQuery(reference.data).queryKey, view);
  const { id } = view.ticket;
  queryClient.setQueryData(ticketEventsQuery(id).queryKey, {
    pages: [await listTicketEvents(ctx, { id, beforeId: null })],
    pageParams: [null],
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <TicketView reference={reference.data} role={member.role} memberId={member.id} />
    </HydrationBoundary>
  );
};

export default TicketPage;
