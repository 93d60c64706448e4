"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { MenuItem, RowMenu } from "@/components/ui/menu";
import type { ListedMember } from "@/lib/members/types";
import { withNamedInvisible } from "@/lib/text/invisible-characters";
import { ChangeRole } from "./change-role";
import { CreateResetLink, InviteAgain } from "./new-link-dialog";
import { SwitchMemberState } from "./switch-member-state";

type MemberDialog = "invite" | "reset" | "role" | "state";

const labels: Record<MemberDialog, string> = {
  invite: "Invite again",
  role: "Change role",
  reset: "Create reset link",
  state: "Disable",
};

/** What can be done with a member. */
export const MemberActions = ({ member, isSelf }: { member: ListedMember; isSelf: boolean }) => {
  // The button while its menu is open; undefined until then, as the menus of hundreds of rows would take a second.
  const [anchor, setAnchor] = useState<Element | null>();
  const [dialog, setDialog] = useState<MemberDialog | null>(null);
  const close = () => setDialog(null);
  const isDisabled = member.state.kind === "disabled";
  return (
    <>
      <Button
        size="icon"
        look="quiet"
        aria-haspopup="menu"
        aria-expanded={anchor != null}
        aria-label={`Actions for ${withNamedInvisible(member.email)}`}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <Ellipsis size={16} aria-hidden />
      </Button>
      {anchor !== undefined && (
        <RowMenu anchor={anchor} onClose={() => setAnchor(null)}>
          {possible(member, isSelf).map((each) => (
            <MenuItem key={each} onSelect={() => setDialog(each)}>
              {isDisabled ? "Enable" : labels[each]}
            </MenuItem>
          ))}
        </RowMenu>
      )}
      {dialog === "invite" && <InviteAgain member={member} onClose={close} />}
      {dialog === "reset" && <CreateResetLink member={member} onClose={close} />}
      {dialog === "role" && <ChangeRole {...{ member, isSelf }} onClose={close} />}
      {dialog === "state" && <SwitchMemberState {...{ member, isSelf }} onClose={close} />}
    </>
  );
};

/** One's own password is changed with the old one, in Settings → Account. */
const possible = ({ state }: ListedMember, isSelf: boolean): MemberDialog[] => {
  switch (state.kind) {
    case "active":
      return isSelf ? ["role", "state"] : ["role", "reset", "state"];
    case "invited":
      return ["invite", "role", "state"];
    case "disabled":
      return ["state"];
  }
};
