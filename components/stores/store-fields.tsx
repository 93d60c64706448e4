import { Field, Input } from "@/components/ui/field";
import { RadioList } from "@/components/ui/radio-list";
import type { DraftField, DraftProblems, StoreDraft } from "./store-draft";

type Props = { draft: StoreDraft; problems: DraftProblems; onChange: (draft: StoreDraft) => void };

/** The fields that say where a store is. */
export const AddressFields = (props: Props) =>
  props.draft.kind === "mem0-oss" && (
    <TextField
      {...props}
      field="url"
      label="Address"
      hint="The address of the server’s REST API, for example https://mem0.example.com."
    />
  );

/** The fields that are secret. What is typed here is sent once, and never comes back. */
export const CredentialFields = (props: Props) => {
  const { draft, onChange } = props;
  if (draft.kind === "mem0-platform") {
    return (
      <TextField
        {...props}
        field="apiKey"
        label="API key"
        isSecret
        hint="From the Mem0 dashboard, for the project whose memories you want in Lethe."
      />
    );
  }
  return (
    <>
      <RadioList
        label="Sign in with"
        value={draft.signIn}
        options={[
          {
            value: "key",
            label: "An API key",
            note: "Must belong to an admin: others cannot list everything. A key made in Mem0’s dashboard takes the server a quarter of a second per request; its ADMIN_API_KEY does not.",
          },
          {
            value: "password",
            label: "An email address and a password",
            note: "Must belong to an admin. Ten to forty times faster than a key made in the dashboard.",
          },
        ]}
        onChange={(signIn) => onChange({ ...draft, signIn })}
      />
      {draft.signIn === "key" ? (
        <TextField {...props} field="apiKey" label="API key" isSecret />
      ) : (
        <>
          <TextField {...props} field="email" label="Email address" />
          <TextField {...props} field="password" label="Password" isSecret />
        </>
      )}
      <TextField
        {...props}
        field="databaseUrl"
        label="Database address (optional)"
        isSecret
        hint="The server’s Postgres: postgres://role:password@host/database?sslmode=verify-full. A read-only role is enough. Without it, lists and counts stop at 1,000 memories, and a user’s memories are deleted one at a time."
      />
    </>
  );
};

/** Settings that are rarely needed. */
export const FurtherFields = (props: Props) => (
  <details className="text-sm">
    <summary className="w-fit cursor-pointer font-medium">More settings</summary>
    <div className="mt-3 grid gap-4">
      {props.draft.kind === "mem0-platform" ? (
        <>
          <TextField {...props} field="url" label="Address" hint="Default: https://api.mem0.ai." />
          <TextField
            {...props}
            field="organisationId"
            label="Organisation ID"
            hint="If set, Lethe accepts only keys that belong to it."
          />
          <TextField
            {...props}
            field="projectId"
            label="Project ID"
            hint="If set, Lethe accepts only keys that belong to it."
          />
        </>
      ) : (
        <>
          <TextField
            {...props}
            field="collection"
            label="Collection"
            hint="The table of memories in Postgres. Default: memories."
          />
          <TextField
            {...props}
            field="historyDbPath"
            label="Path of the history file"
            hint="Mem0’s HISTORY_DB_PATH, if this machine can reach it. Lethe then looks there for text left behind by deletions, and verifies them much faster."
          />
        </>
      )}
    </div>
  </details>
);

const TextField = ({
  draft,
  problems,
  onChange,
  field,
  label,
  hint,
  isSecret = false,
}: Props & { field: DraftField; label: string; hint?: string; isSecret?: boolean }) => (
  <Field label={label} hint={hint} problem={problems[field]}>
    {(control) => (
      <Input
        {...control}
        type={isSecret ? "password" : "text"}
        // Browsers would offer the member's own password for Lethe.
        autoComplete={isSecret ? "new-password" : "off"}
        spellCheck={false}
        value={draft[field]}
        onChange={(event) => onChange({ ...draft, [field]: event.target.value })}
      />
    )}
  </Field>
);
