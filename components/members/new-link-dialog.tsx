import { useRef, useState, type ReactNode } from "react";
import { LabelledCheckbox } from "@/components/ui/checkbox";
import { CreateOnceDialog } from "@/components/ui/create-once";
import { Form } from "@/components/ui/form";
import { VisibleText } from "@/components/ui/visible-text";
import { actionAnswer } from "@/lib/actions/action-answer";
import { createResetLinkAction, inviteMemberAction } from "@/lib/members/actions";
import type { DeliveredLink, ListedMember } from "@/lib/members/types";
import { FormFailed } from "./form-failed";
import { linkTitle, ShownLink } from "./shown-link";

type Props = { member: ListedMember; onClose: () => void };

/** Makes the link by which a member chooses a new password. */
export const CreateResetLink = ({ member, onClose }: Props) => {
  const [removesTotp, setRemovesTotp] = useState(false);
  return (
    <NewLinkDialog
      label="Create reset link"
      create={() => actionAnswer(() => createResetLinkAction({ id: member.id, removesTotp }))}
      options={
        member.hasSecondFactor && (
          <LabelledCheckbox isChecked={removesTotp} onCheckedChange={setRemovesTotp}>
            Also remove one-time passwords, when the app and the recovery codes are lost
          </LabelledCheckbox>
        )
      }
      onClose={onClose}
    >
      <Address of={member} /> chooses a new password with the link, within 24 hours. Until then the present
      password works. An earlier link stops working now.
    </NewLinkDialog>
  );
};

/** Makes a new link for a member who has not come yet. */
export const InviteAgain = ({ member, onClose }: Props) => (
  <NewLinkDialog
    label="Invite again"
    create={() => actionAnswer(() => inviteMemberAction({ email: member.email, role: member.role }))}
    onClose={onClose}
  >
    <Address of={member} /> gets a new link for the role {member.role}, which works for 7 days. An earlier
    link stops working now.
  </NewLinkDialog>
);

const Address = ({ of: { email } }: { of: ListedMember }) => (
  <bdi className="font-medium">
    <VisibleText text={email} />
  </bdi>
);

const NewLinkDialog = ({
  label,
  create,
  options,
  onClose,
  children,
}: {
  label: string;
  create: () => Promise<DeliveredLink>;
  options?: ReactNode;
  onClose: () => void;
  /** What the link is for. */
  children: ReactNode;
}) => {
  const words = useRef<HTMLParagraphElement>(null);
  return (
    <CreateOnceDialog
      label={label}
      madeTitle={linkTitle}
      create={create}
      shown={(link) => <ShownLink link={link} />}
      initialFocus={words}
      onClose={onClose}
    >
      {({ id, error, onSubmit }) => (
        <Form id={id} onSubmit={() => onSubmit(undefined)}>
          {error !== null && <FormFailed error={error} />}
          <p ref={words} tabIndex={-1} className="break-words outline-none">
            {children}
          </p>
          {options}
        </Form>
      )}
    </CreateOnceDialog>
  );
};
