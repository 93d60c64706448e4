import type { Metadata } from "next";
import { HoldsView } from "@/components/holds/holds-view";
import { PlaceHold } from "@/components/holds/place-hold";
import { NoPermission } from "@/components/layout/no-permission";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { StoreProvider } from "@/components/stores/store-provider";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { hiddenFilter } from "@/lib/deletions/server/record/hidden-selection";
import { referWith } from "@/lib/deletions/server/record/reference";
import { holdPositionFrom } from "@/lib/holds/position";
import { listHolds } from "@/lib/holds/server/list-holds";
import { pageStoreOf } from "@/lib/stores/page-store";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { getStore } from "@/lib/stores/server/get-store";
import { listStoreChoices } from "@/lib/stores/server/list-stores";

export const metadata: Metadata = { title: "Holds" };

const HoldsPage = async ({ searchParams }: PageProps<"/settings/holds">) => {
  const member = await requireMember("/settings/holds");
  if (!can(member.role, "holds:read")) {
    return (
      <SettingsFrame>
        <NoPermission member={member} permission="holds:read" />
      </SettingsFrame>
    );
  }
  const ctx = contextOf(member);
  const refer = referWith(ctx.secret);
  const after = holdPositionFrom((await searchParams).after);
  const page = await listHolds(ctx, {
    after,
    hide: { text: refer, filter: (filter) => hiddenFilter(filter, refer) },
  });
  const canManage = can(member.role, "holds:manage");
  const view = (
    <HoldsView
      page={page}
      isFirst={after === null}
      canManage={canManage}
      canSeeMemories={can(member.role, "memories:read")}
    />
  );
  if (!canManage) return <SettingsFrame>{view}</SettingsFrame>;
  return (
    <SettingsFrame
      action={
        // What can be chosen in the filter is proposed from the built-in store.
        <StoreProvider store={pageStoreOf(await getStore(ctx, builtinStoreId))}>
          <PlaceHold stores={await listStoreChoices(ctx)} />
        </StoreProvider>
      }
    >
      {view}
    </SettingsFrame>
  );
};

export default HoldsPage;
