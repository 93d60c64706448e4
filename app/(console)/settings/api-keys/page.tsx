import type { Metadata } from "next";
import { ApiKeysView } from "@/components/api-keys/api-keys-view";
import { CreateApiKey } from "@/components/api-keys/create-api-key";
import { NoPermission } from "@/components/layout/no-permission";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { listApiKeys } from "@/lib/api-keys/server/list-api-keys";
import { env } from "@/lib/env/env";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";

export const metadata: Metadata = { title: "API keys" };

const ApiKeysPage = async () => {
  const member = await requireMember("/settings/api-keys");
  if (!can(member.role, "api-keys:manage")) {
    return (
      <SettingsFrame>
        <NoPermission member={member} permission="api-keys:manage" />
      </SettingsFrame>
    );
  }
  const list = await listApiKeys(contextOf(member));
  return (
    <SettingsFrame action={<CreateApiKey />}>
      <ApiKeysView list={list} host={env().publicUrl} />
    </SettingsFrame>
  );
};

export default ApiKeysPage;
