import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { RadioList } from "@/components/ui/radio-list";
import { VisibleText } from "@/components/ui/visible-text";
import { actionAnswer } from "@/lib/actions/action-answer";
import { changeRoleAction } from "@/lib/members/actions";
import type { ListedMember } from "@/lib/members/types";
import { FormFailed } from "./form-failed";
import { leaveConsole } from "./leave-console";
import { roleOptions } from "./role-options";

/** Gives a member another role. `isSelf`: the member who asks, who is signed out by it. */
export const ChangeRole = ({
  member,
  isSelf,
  onClose,
}: {
  member: ListedMember;
  isSelf: boolean;
  onClose: () => void;
}) => {
  const [role, setRole] = useState(member.role);
  const change = useMutation({
    mutationFn: () => actionAnswer(() => changeRoleAction({ id: member.id, role })),
    onSuccess: () => (isSelf ? leaveConsole() : onClose()),
  });
  return (
    <FormDialog
      title="Change role"
      description={
        <bdi>
          <VisibleText text={member.email} />
        </bdi>
      }
      submitLabel="Change role"
      isBusy={change.isPending}
      onClose={onClose}
      onSubmit={() => (role === member.role ? onClose() : change.mutate())}
    >
      {change.error !== null && <FormFailed error={change.error} />}
      <RadioList label="Role" value={role} options={roleOptions} onChange={setRole} />
      <p className="text-sm text-muted">{consequence(member, isSelf)}</p>
    </FormDialog>
  );
};

const consequence = ({ state }: ListedMember, isSelf: boolean): string => {
  if (isSelf) return "This is you: you are signed out, and sign in again with the new role.";
  return state.kind === "active"
    ? "They are signed out at once, and sign in again with the new role."
    : "They have the new role from when they join.";
};
