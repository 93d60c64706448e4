import { ViewState } from "@/components/ui/view-state";
import { listed } from "@/lib/text/listed";
import { rolesThatCan, type Member, type Permission } from "@/lib/access/types";

/** In place of a page that the member may not see: says who can. */
export const NoPermission = ({ member, permission }: { member: Member; permission: Permission }) => (
  <ViewState title="You do not have access to this page">
    Your role is {member.role}. Members with the role {listed(rolesThatCan(permission), "or")} have access; an
    admin can change your role.
  </ViewState>
);
