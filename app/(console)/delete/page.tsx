import type { Metadata } from "next";
import { createLoader, createSerializer, type SearchParams } from "nuqs/server";
import { DeleteView } from "@/components/delete-page/delete-view";
import { NoPermission } from "@/components/layout/no-permission";
import { PageHeader } from "@/components/layout/page-header";
import { UnreadableLink } from "@/components/layout/unreadable-link";
import { StoreProvider } from "@/components/stores/store-provider";
import { StoreUnavailable } from "@/components/stores/store-unavailable";
import { deleteSearchParams } from "@/lib/deletions/scope/delete-search";
import { soundFilter } from "@/lib/browse/server/memory-search-request";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { pageStoreOf } from "@/lib/stores/page-store";
import { findPageStore } from "@/lib/stores/server/requested-store";
import { storeParams, withStore } from "@/lib/stores/store-param";

export const metadata: Metadata = { title: "Delete" };

const pageParams = { ...deleteSearchParams, ...storeParams };
const load = createLoader(pageParams);
const serialize = createSerializer(pageParams);

const DeletePage = async ({ searchParams }: { searchParams: Promise<SearchParams> }) => {
  const values = await load(searchParams);
  const member = await requireMember(serialize("/delete", values));
  if (!can(member.role, "memories:delete")) {
    return (
      <>
        <PageHeader title="Delete" />
        <NoPermission member={member} permission="memories:delete" />
      </>
    );
  }
  const found = await findPageStore(contextOf(member), values.store);
  if (!found.ok) {
    return (
      <StoreUnavailable
        title="Delete"
        problem={found.problem}
        path="/delete"
        canManage={can(member.role, "stores:manage")}
      />
    );
  }
  if (soundFilter(values.filter) === "unreadable")
    return (
      <UnreadableLink
        title="Delete"
        problem="The filter in this link is not valid."
        href={withStore("/delete", found.store.id)}
      />
    );
  return (
    <StoreProvider store={pageStoreOf(found.store)}>
      <DeleteView arrival={values} canDeleteAll={can(member.role, "memories:delete-all")} />
    </StoreProvider>
  );
};

export default DeletePage;
