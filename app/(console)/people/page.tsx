import type { Metadata } from "next";
import { NoPermission } from "@/components/layout/no-permission";
import { PageHeader } from "@/components/layout/page-header";
import { PeopleView } from "@/components/people/people-view";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { env } from "@/lib/env/env";
import { listStoreChoices } from "@/lib/stores/server/list-stores";

export const metadata: Metadata = { title: "People" };

const PeoplePage = async () => {
  const member = await requireMember("/people");
  if (!can(member.role, "memories:read")) {
    return (
      <>
        <PageHeader title="People" />
        <NoPermission member={member} permission="memories:read" />
      </>
    );
  }
  return (
    <PeopleView
      stores={await listStoreChoices(contextOf(member))}
      canErase={can(member.role, "memories:delete")}
      canCreateTickets={can(member.role, "tickets:create")}
      canManageTickets={can(member.role, "tickets:manage")}
      thresholds={env().confirmation}
    />
  );
};

export default PeoplePage;
