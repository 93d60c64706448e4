import { useState, type RefObject } from "react";
import { Form } from "@/components/ui/form";
import { NameField } from "@/components/ui/name-field";
import { Notice } from "@/components/ui/notice";
import { RadioList } from "@/components/ui/radio-list";
import { createApiKeySchema, nameLengthMax, type CreateApiKeyInput } from "@/lib/api-keys/schema";
import { shownError } from "@/lib/http/shown-error";
import { roles, roleWords, type Role } from "@/lib/access/permissions";

const roleOptions = roles.map((role) => ({
  value: role,
  label: roleWords[role].label,
  note: roleWords[role].key,
}));

/** What a new key is called and may do; the button that submits it stands in the dialog's foot. */
export const ApiKeyForm = ({
  id,
  nameRef,
  error,
  onSubmit,
}: {
  id: string;
  nameRef: RefObject<HTMLInputElement | null>;
  /** Why the last attempt failed. */
  error: Error | null;
  onSubmit: (input: CreateApiKeyInput) => void;
}) => {
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const [problem, setProblem] = useState<string>();
  const submit = () => {
    const parsed = createApiKeySchema.safeParse({ name, role });
    setProblem(parsed.error?.issues[0]?.message);
    if (parsed.success) onSubmit(parsed.data);
    else nameRef.current?.focus();
  };
  return (
    <Form id={id} onSubmit={submit}>
      {error !== null && <CreationFailed error={error} />}
      <NameField
        value={name}
        lengthMax={nameLengthMax}
        problem={problem}
        hint="The application that will use the key, for example “Support bot”. Shown in the history."
        inputRef={nameRef}
        onChange={setName}
      />
      <RadioList label="Role" value={role} options={roleOptions} onChange={setRole} />
    </Form>
  );
};

const CreationFailed = ({ error }: { error: Error }) => {
  const { message, requestId } = shownError(error);
  return (
    <Notice look="warning" role="alert">
      {message} If a key with this name is in the list anyway, revoke it: it was never shown to anyone.
      {requestId !== null && <span className="block font-mono text-xs">Request {requestId}</span>}
    </Notice>
  );
};
