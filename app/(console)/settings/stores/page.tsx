import type { Metadata } from "next";
import { NoPermission } from "@/components/layout/no-permission";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { AddStore } from "@/components/stores/add-store";
import { StoresView } from "@/components/stores/stores-view";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { listStores } from "@/lib/stores/server/list-stores";

export const metadata: Metadata = { title: "Stores" };

const StoresPage = async () => {
  const member = await requireMember("/settings/stores");
  if (!can(member.role, "stores:manage")) {
    return (
      <SettingsFrame>
        <NoPermission member={member} permission="stores:manage" />
      </SettingsFrame>
    );
  }
  return (
    <SettingsFrame action={<AddStore />}>
      <StoresView stores={await listStores(contextOf(member))} />
    </SettingsFrame>
  );
};

export default StoresPage;
