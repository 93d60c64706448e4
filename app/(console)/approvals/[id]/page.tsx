import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ApprovalView } from "@/components/approvals/approval-view";
import { NoPermission } from "@/components/layout/no-permission";
import { StoreProvider } from "@/components/stores/store-provider";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import type { Context } from "@/lib/access/context";
import { can } from "@/lib/access/types";
import { approvalQuery } from "@/lib/approvals/query-options";
import { getApproval } from "@/lib/approvals/server/list-approvals";
import { approvalIdSchema, type Approval } from "@/lib/approvals/types";
import { ExpectedError } from "@/lib/errors/expected-error";
import { expectedErrorFrom } from "@/lib/errors/server/failure";
import { pageStoreOf, type PageStore } from "@/lib/stores/page-store";
import { getStoreOfDeletion } from "@/lib/stores/server/get-store";
import { builtinStoreId } from "@/lib/stores/store-ids";

export const metadata: Metadata = { title: "Approval" };

const ApprovalPage = async ({ params }: { params: Promise<{ id: string }> }) => {
  const { id: text } = await params;
  const member = await requireMember(`/approvals/${encodeURIComponent(text)}`);
  if (!can(member.role, "memories:delete"))
    return <NoPermission member={member} permission="memories:delete" />;
  const id = approvalIdSchema.safeParse(text);
  if (!id.success) notFound();
  const ctx = contextOf(member);
  const approval = await getApproval(ctx, { id: id.data }).catch((error: unknown) => {
    if (error instanceof ExpectedError && error.code === "not_found") return null;
    throw error;
  });
  if (approval === null) notFound();
  const queryClient = new QueryClient();
  queryClient.setQueryData(approvalQuery(id.data).queryKey, approval);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <StoreProvider store={await storeOf(ctx, approval)}>
        <ApprovalView id={id.data} />
      </StoreProvider>
    </HydrationBoundary>
  );
};

/** The store that the memories are in; one that is gone, or a change that is about none, is shown like the built-in one. */
const storeOf = async (ctx: Context, { about }: Approval): Promise<PageStore> => {
  const wanted = about.kind === "deletion" ? about.deletion.storeId : builtinStoreId;
  const store = await getStoreOfDeletion(ctx, wanted).catch((error: unknown) => {
    if (expectedErrorFrom(error) === null) throw error;
    return getStoreOfDeletion(ctx, builtinStoreId);
  });
  return pageStoreOf(store);
};

export default ApprovalPage;
