import { useMutation } from "@tanstack/react-query";
import { AskDialog } from "@/components/ui/ask-dialog";
import { VisibleText } from "@/components/ui/visible-text";
import { actionAnswer } from "@/lib/actions/action-answer";
import { disableMemberAction, enableMemberAction } from "@/lib/members/actions";
import type { ListedMember } from "@/lib/members/types";
import { leaveConsole } from "./leave-console";

/** Lets a member in no more, or again, after saying what that means. */
export const SwitchMemberState = ({
  member,
  isSelf,
  onClose,
}: {
  member: ListedMember;
  isSelf: boolean;
  onClose: () => void;
}) => {
  const isDisabled = member.state.kind === "disabled";
  const change = useMutation({
    mutationFn: async () => {
      await actionAnswer(() => (isDisabled ? enableMemberAction : disableMemberAction)({ id: member.id }));
    },
    onSuccess: () => (isSelf ? leaveConsole() : onClose()),
  });
  const verb = isDisabled ? "Enable member" : "Disable member";
  return (
    <AskDialog
      title={verb}
      confirmLabel={verb}
      isPending={change.isPending}
      error={change.error}
      onClose={onClose}
      onConfirm={() => change.mutate()}
    >
      <p className="break-words">
        <bdi className="font-medium">
          <VisibleText text={member.email} />
        </bdi>{" "}
        {consequence(member)}
      </p>
      {isSelf && <p>This is you: you are signed out at once, and only another admin can enable you again.</p>}
    </AskDialog>
  );
};

const consequence = ({ state, role }: ListedMember): string => {
  switch (state.kind) {
    case "active":
      return "is signed out at once and cannot sign in any more. Deletions they have requested continue, and the history keeps their name. You can enable them again.";
    case "invited":
      return "can no longer join: their link stops working. You can enable and invite them again.";
    case "disabled":
      return `can then sign in again, with the role ${role} and the password they had. Without one, invite them again.`;
  }
};
