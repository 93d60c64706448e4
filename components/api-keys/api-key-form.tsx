import { useState, type RefObject } from "react";
import { RequestFailed } from "@/components/approvals/request-failed";
import { useCurrentStore } from "@/components/layout/current-store";
import { Field, Input, NativeSelect } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { NameField } from "@/components/ui/name-field";
import { RadioList } from "@/components/ui/radio-list";
import { createApiKeySchema, nameLengthMax, type CreateApiKeyInput } from "@/lib/api-keys/schema";
import { roles, roleWords, type Role } from "@/lib/access/permissions";
import { KeyEntities, type DraftEntity } from "./key-entities";

const roleOptions = roles.map((role) => ({
  value: role,
  label: roleWords[role].label,
  note: roleWords[role].key,
}));

type Problems = Partial<Record<"name" | "entities" | "expiresOn", string | undefined>>;

/** What a new key is called, may do, and is narrowed to; the button that submits it stands in the dialog's foot. */
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
  const [storeId, setStoreId] = useState("");
  const [entities, setEntities] = useState<DraftEntity[]>([]);
  const [expiresOn, setExpiresOn] = useState("");
  const [problems, setProblems] = useState<Problems>({});
  const submit = () => {
    const parsed = createApiKeySchema.safeParse({
      name,
      role,
      storeId: storeId === "" ? null : storeId,
      entities: entities.length === 0 ? null : entities,
      expiresOn: expiresOn === "" ? null : expiresOn,
    });
    if (parsed.success) {
      setProblems({});
      onSubmit(parsed.data);
      return;
    }
    const problemOf = (field: string) => parsed.error.issues.find(({ path }) => path[0] === field)?.message;
    setProblems({
      name: problemOf("name"),
      entities: problemOf("entities"),
      expiresOn: problemOf("expiresOn"),
    });
    if (parsed.error.issues[0]?.path[0] === "name") nameRef.current?.focus();
  };
  return (
    <Form id={id} onSubmit={submit}>
      {error !== null && <CreationFailed error={error} />}
      <NameField
        value={name}
        lengthMax={nameLengthMax}
        problem={problems.name}
        hint="The application that will use the key, for example “Support bot”. Shown in the history."
        inputRef={nameRef}
        onChange={setName}
      />
      <RadioList label="Role" value={role} options={roleOptions} onChange={setRole} />
      <details
        className="grid gap-4"
        open={problems.entities !== undefined || problems.expiresOn !== undefined || undefined}
      >
        <summary className="w-fit cursor-pointer rounded-sm text-sm font-medium">
          Narrow the key (optional)
        </summary>
        <div className="mt-3 grid gap-4 border-l pl-4">
          <KeyEntities entities={entities} problem={problems.entities} onChange={setEntities} />
          <OnlyStore storeId={storeId} onChange={setStoreId} />
          <Field
            label="Last day"
            hint="It works until the end of this day in UTC. Leave it empty for a key that does not expire."
            problem={problems.expiresOn}
          >
            {(control) => (
              <Input
                {...control}
                type="date"
                value={expiresOn}
                onChange={(event) => setExpiresOn(event.target.value)}
                className="w-40!"
              />
            )}
          </Field>
        </div>
      </details>
    </Form>
  );
};

/** Mem0's API serves the built-in store alone; of another one a key sees the deletions. */
const OnlyStore = ({ storeId, onChange }: { storeId: string; onChange: (storeId: string) => void }) => {
  const { stores } = useCurrentStore();
  return (
    <Field
      label="Only store"
      hint="The API reads and deletes memories of the built-in store. A key for another store sees its deletions and nothing else."
    >
      {(control) => (
        <NativeSelect {...control} value={storeId} onChange={(event) => onChange(event.target.value)}>
          <option value="">Any store</option>
          {stores.map((store) => (
            <option key={store.id} value={store.id}>
              {store.name}
            </option>
          ))}
        </NativeSelect>
      )}
    </Field>
  );
};

const CreationFailed = ({ error }: { error: Error }) => (
  <RequestFailed error={error}>
    {" "}
    If a key with this name is in the list anyway, revoke it: it was never shown to anyone.
  </RequestFailed>
);
