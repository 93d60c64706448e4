import type { Metadata } from "next";
import { NoPermission } from "@/components/layout/no-permission";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { SuppressionsView } from "@/components/suppression/suppressions-view";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { suppressionPositionFrom } from "@/lib/suppression/position";
import { listSuppressions } from "@/lib/suppression/server/list-suppressions";

export const metadata: Metadata = { title: "Suppression" };

const SuppressionsPage = async ({ searchParams }: PageProps<"/settings/suppressions">) => {
  const member = await requireMember("/settings/suppressions");
  if (!can(member.role, "suppressions:manage")) {
    return (
      <SettingsFrame>
        <NoPermission member={member} permission="suppressions:manage" />
      </SettingsFrame>
    );
  }
  const after = suppressionPositionFrom((await searchParams).after);
  return (
    <SettingsFrame>
      <SuppressionsView
        page={await listSuppressions(contextOf(member), { after })}
        isFirst={after === null}
      />
    </SettingsFrame>
  );
};

export default SuppressionsPage;
