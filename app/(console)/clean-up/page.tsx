import type { Metadata } from "next";
import { createLoader, createSerializer, type SearchParams } from "nuqs/server";
import { NoPermission } from "@/components/layout/no-permission";
import { StoreProvider } from "@/components/stores/store-provider";
import { StoreUnavailable } from "@/components/stores/store-unavailable";
import { CleanUpView } from "@/components/worklists/clean-up-view";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { pageStoreOf } from "@/lib/stores/page-store";
import { findPageStore } from "@/lib/stores/server/requested-store";
import { storeParams } from "@/lib/stores/store-param";
import { worklistParams } from "@/lib/worklists/worklist-params";

export const metadata: Metadata = { title: "Clean up" };

const pageParams = { ...worklistParams, ...storeParams };
const load = createLoader(pageParams);
const serialize = createSerializer(pageParams);

/** Nothing is counted for its first answer: each number is a read of the whole store, and comes by itself. */
const CleanUpPage = async ({ searchParams }: { searchParams: Promise<SearchParams> }) => {
  const values = await load(searchParams);
  const member = await requireMember(serialize("/clean-up", values));
  if (!can(member.role, "memories:read")) return <NoPermission member={member} permission="memories:read" />;

  const found = await findPageStore(contextOf(member), values.store);
  if (!found.ok) {
    return (
      <StoreUnavailable
        title="Clean up"
        problem={found.problem}
        path="/clean-up"
        canManage={can(member.role, "stores:manage")}
      />
    );
  }
  return (
    <StoreProvider store={pageStoreOf(found.store)}>
      <CleanUpView />
    </StoreProvider>
  );
};

export default CleanUpPage;
