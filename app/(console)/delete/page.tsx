import type { Metadata } from "next";
import { createLoader, createSerializer, type SearchParams } from "nuqs/server";
import { DeleteView } from "@/components/delete-page/delete-view";
import { NoPermission } from "@/components/layout/no-permission";
import { PageHeader } from "@/components/layout/page-header";
import { deleteSearchParams } from "@/lib/deletions/delete-search";
import { env } from "@/lib/env";
import { contextOf, requireMember } from "@/lib/members/server/member-context";
import { can } from "@/lib/members/types";
import { getStore } from "@/lib/stores/server/get-store";
import { builtinStoreId } from "@/lib/stores/store-ids";

export const metadata: Metadata = { title: "Delete" };

const load = createLoader(deleteSearchParams);
const serialize = createSerializer(deleteSearchParams);

const DeletePage = async ({ searchParams }: { searchParams: Promise<SearchParams> }) => {
  const member = await requireMember(serialize("/delete", await load(searchParams)));
  if (!can(member.role, "memories:delete")) {
    return (
      <>
        <PageHeader title="Delete" />
        <NoPermission member={member} permission="memories:delete" />
      </>
    );
  }
  const store = await getStore(contextOf(member), builtinStoreId);
  return <DeleteView store={{ id: store.id, name: store.name }} thresholds={env().confirmation} />;
};

export default DeletePage;
