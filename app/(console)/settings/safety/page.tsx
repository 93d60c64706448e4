import type { Metadata } from "next";
import { NoPermission } from "@/components/layout/no-permission";
import { SafetyView } from "@/components/safety/safety-view";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { readSafety } from "@/lib/safety/server/change-rule";

export const metadata: Metadata = { title: "Safety" };

const SafetyPage = async () => {
  const member = await requireMember("/settings/safety");
  if (!can(member.role, "safety:manage")) {
    return (
      <SettingsFrame>
        <NoPermission member={member} permission="safety:manage" />
      </SettingsFrame>
    );
  }
  const { rule, adminCount } = await readSafety(contextOf(member));
  return (
    <SettingsFrame>
      <SafetyView rule={rule} adminCount={adminCount} />
    </SettingsFrame>
  );
};

export default SafetyPage;
