import { useState, type RefObject } from "react";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { RadioList } from "@/components/ui/radio-list";
import type { Role } from "@/lib/access/permissions";
import { inviteSchema, type InviteInput } from "@/lib/members/schema";
import { FormFailed } from "./form-failed";
import { roleOptions } from "./role-options";

/** Whom to invite, and as what; the button that submits it stands in the dialog's foot. */
export const InviteForm = ({
  id,
  nameRef,
  error,
  onSubmit,
}: {
  id: string;
  nameRef: RefObject<HTMLInputElement | null>;
  error: Error | null;
  onSubmit: (input: InviteInput) => void;
}) => {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const [problem, setProblem] = useState<string>();
  const submit = () => {
    const parsed = inviteSchema.safeParse({ email, role });
    setProblem(parsed.error?.issues[0]?.message);
    if (parsed.success) onSubmit(parsed.data);
    else nameRef.current?.focus();
  };
  return (
    <Form id={id} onSubmit={submit}>
      {error !== null && <FormFailed error={error} />}
      <Field label="Email" problem={problem} hint="They sign in with it. The history shows it.">
        {(control) => (
          <Input
            {...control}
            ref={nameRef}
            type="email"
            value={email}
            autoComplete="off"
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <RadioList label="Role" value={role} options={roleOptions} onChange={setRole} />
    </Form>
  );
};
