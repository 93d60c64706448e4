import type { Metadata } from "next";
import { z } from "zod";
import { NoPermission } from "@/components/layout/no-permission";
import { InviteMember } from "@/components/members/invite-member";
import { MembersView } from "@/components/members/members-view";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { can } from "@/lib/access/permissions";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { listMembers } from "@/lib/members/server/list-members";

export const metadata: Metadata = { title: "Members" };

const searchSchema = z.string().trim().max(254).catch("");

const MembersPage = async ({ searchParams }: PageProps<"/settings/members">) => {
  const member = await requireMember("/settings/members");
  if (!can(member.role, "members:manage")) {
    return (
      <SettingsFrame>
        <NoPermission member={member} permission="members:manage" />
      </SettingsFrame>
    );
  }
  const search = searchSchema.parse((await searchParams).search ?? "");
  const list = await listMembers(contextOf(member), { search });
  return (
    <SettingsFrame action={<InviteMember />}>
      <MembersView list={list} search={search} selfId={member.id} />
    </SettingsFrame>
  );
};

export default MembersPage;
