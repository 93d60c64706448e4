import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createLoader, type SearchParams } from "nuqs/server";
import { DeletionView } from "@/components/deletions/deletion-view";
import { NoPermission } from "@/components/layout/no-permission";
import { deletionItemSearchFrom, deletionItemSearchParams } from "@/lib/deletions/item-search";
import { deletionItemPageSize, deletionItemsQuery, deletionQuery } from "@/lib/deletions/query-options";
import { getDeletion } from "@/lib/deletions/server/history/get-deletion";
import { listDeletionItems } from "@/lib/deletions/server/history/list-deletion-items";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { ExpectedError } from "@/lib/errors/expected-error";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";

export const metadata: Metadata = { title: "Deletion" };

const load = createLoader(deletionItemSearchParams);

const DeletionPage = async ({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}) => {
  const { id: text } = await params;
  const member = await requireMember(`/history/${encodeURIComponent(text)}`);
  if (!can(member.role, "deletions:read"))
    return <NoPermission member={member} permission="deletions:read" />;
  const id = deletionIdSchema.safeParse(text);
  if (!id.success) notFound();

  const ctx = contextOf(member);
  const queryClient = new QueryClient();
  const deletion = await getDeletion(ctx, id.data).catch((error: unknown) => {
    if (error instanceof ExpectedError && error.code === "not_found") return null;
    throw error;
  });
  if (deletion === null) notFound();
  queryClient.setQueryData(deletionQuery(id.data).queryKey, deletion);
  const items = deletionItemSearchFrom(await load(searchParams));
  if (items.ok) {
    // A read that fails here is tried again, and explained, by the browser.
    await queryClient
      .query({
        ...deletionItemsQuery(id.data, items.search),
        queryFn: () =>
          listDeletionItems(ctx, { deletionId: id.data, ...items.search, limit: deletionItemPageSize }),
      })
      .catch(() => undefined);
  }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <DeletionView id={id.data} role={member.role} />
    </HydrationBoundary>
  );
};

export default DeletionPage;
