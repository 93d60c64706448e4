import type { Metadata } from "next";
import { NoPermission } from "@/components/layout/no-permission";
import { RulesView } from "@/components/retention/rules-view";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { listRules } from "@/lib/retention/server/list-rules";
import { listStoreChoices } from "@/lib/stores/server/list-stores";

export const metadata: Metadata = { title: "Retention" };

const RetentionPage = async () => {
  const member = await requireMember("/settings/retention");
  if (!can(member.role, "deletions:read")) {
    return (
      <SettingsFrame>
        <NoPermission member={member} permission="deletions:read" />
      </SettingsFrame>
    );
  }
  const ctx = contextOf(member);
  const [rules, stores] = await Promise.all([listRules(ctx), listStoreChoices(ctx)]);
  return (
    <SettingsFrame>
      <RulesView rules={rules} canManage={can(member.role, "retention:manage")} stores={stores} />
    </SettingsFrame>
  );
};

export default RetentionPage;
