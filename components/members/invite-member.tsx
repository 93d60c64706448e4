"use client";

import { CreateOnce } from "@/components/ui/create-once";
import { actionAnswer } from "@/lib/actions/action-answer";
import { inviteMemberAction } from "@/lib/members/actions";
import type { InviteInput } from "@/lib/members/schema";
import { InviteForm } from "./invite-form";
import { linkTitle, ShownLink } from "./shown-link";

/** Invites a member in a dialog, and shows the link there, once. */
export const InviteMember = () => (
  <CreateOnce
    label="Invite member"
    madeTitle={linkTitle}
    create={(input: InviteInput) => actionAnswer(() => inviteMemberAction(input))}
    form={InviteForm}
    shown={(link) => <ShownLink link={link} />}
  />
);
