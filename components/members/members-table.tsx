import { Ban, CircleCheck, Clock, Mail } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { ActionsCell, cellClasses, PlainTable, rowClasses } from "@/components/ui/plain-table";
import { VisibleText } from "@/components/ui/visible-text";
import { roleWords } from "@/lib/access/permissions";
import type { ListedMember } from "@/lib/members/types";
import { withNamedInvisible } from "@/lib/text/invisible-characters";
import { MemberActions } from "./member-actions";

const titles = ["Email", "State", "Role", "Second factor", "Last seen", "Added"];

/** `selfId`: of the member who looks. */
export const MembersTable = ({ members, selfId }: { members: ListedMember[]; selfId: string }) => (
  <PlainTable label="Members" titles={titles} hasActions>
    {members.map((member) => (
      <MemberRow key={member.id} member={member} isSelf={member.id === selfId} />
    ))}
  </PlainTable>
);

const MemberRow = ({ member, isSelf }: { member: ListedMember; isSelf: boolean }) => (
  <tr className={rowClasses}>
    <th scope="row" className={`${cellClasses} font-medium`}>
      <span className="flex max-w-44 items-baseline sm:max-w-72 gap-1.5">
        <bdi className="min-w-0 truncate" title={withNamedInvisible(member.email)}>
          <VisibleText text={member.email} />
        </bdi>
        {isSelf && <span className="font-normal text-muted">you</span>}
      </span>
    </th>
    <td className={cellClasses}>
      <StateBadge state={member.state} />
    </td>
    <td className={cellClasses}>{roleWords[member.role].label}</td>
    <td className={cellClasses}>{member.hasSecondFactor ? "Yes" : <span className="text-muted">No</span>}</td>
    <td className={cellClasses}>
      {member.lastSeenAt === null ? (
        <span className="text-muted">{member.state.kind === "invited" ? "Never" : "Not lately"}</span>
      ) : (
        <Instant at={member.lastSeenAt} />
      )}
    </td>
    <td className={cellClasses}>
      <Instant at={member.createdAt} />
    </td>
    <ActionsCell>
      <MemberActions member={member} isSelf={isSelf} />
    </ActionsCell>
  </tr>
);

const StateBadge = ({ state }: { state: ListedMember["state"] }) => {
  switch (state.kind) {
    case "active":
      return (
        <Badge look="success">
          <CircleCheck size={12} aria-hidden className="shrink-0" />
          Active
        </Badge>
      );
    case "invited":
      return state.until === null ? (
        <Badge look="warning">
          <Clock size={12} aria-hidden className="shrink-0" />
          Invitation expired
        </Badge>
      ) : (
        <Badge look="accent">
          <Mail size={12} aria-hidden className="shrink-0" />
          Invited, expires <Instant at={state.until} />
        </Badge>
      );
    case "disabled":
      return (
        <Badge>
          <Ban size={12} aria-hidden className="shrink-0" />
          Disabled <Instant at={state.since} />
        </Badge>
      );
  }
};
