import { useId, useState, type RefObject } from "react";
import { LabelledCheckbox } from "@/components/ui/checkbox";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { NameField } from "@/components/ui/name-field";
import { Notice } from "@/components/ui/notice";
import { shownError } from "@/lib/http/shown-error";
import {
  isUnsentEvent,
  webhookInputSchema,
  webhookNameLengthMax,
  type WebhookEvent,
  type WebhookInput,
} from "@/lib/webhooks/types";
import { eventGroups } from "./webhook-words";

export type WebhookDraft = Omit<WebhookInput, "isActive">;
const draftSchema = webhookInputSchema.omit({ isActive: true });
const emptyDraft: WebhookDraft = { name: "", url: "", eventTypes: ["memory_delete"] };

/** A webhook's name, address and events. The submit button is in the dialog's footer. */
export const WebhookForm = ({
  id,
  initial = emptyDraft,
  nameRef,
  error,
  onSubmit,
}: {
  id: string;
  initial?: WebhookDraft;
  nameRef: RefObject<HTMLInputElement | null>;
  /** Why the last attempt failed. */
  error: Error | null;
  onSubmit: (draft: WebhookDraft) => void;
}) => {
  const [draft, setDraft] = useState(initial);
  const [problems, setProblems] = useState<Partial<Record<string, string>>>({});
  const submit = (form: HTMLFormElement) => {
    const parsed = draftSchema.safeParse(draft);
    const found = Object.fromEntries(
      (parsed.error?.issues ?? []).map(({ path, message }): [string, string] => [String(path[0]), message]),
    );
    setProblems(found);
    if (parsed.success) onSubmit(parsed.data);
    else form.querySelector<HTMLElement>(`[name="${Object.keys(found)[0] ?? ""}"]`)?.focus();
  };
  return (
    <Form id={id} onSubmit={submit}>
      {error !== null && (
        <Notice look="warning" role="alert">
          {shownError(error).message}
        </Notice>
      )}
      <NameField
        value={draft.name}
        lengthMax={webhookNameLengthMax}
        problem={problems.name}
        inputRef={nameRef}
        onChange={(name) => setDraft({ ...draft, name })}
      />
      <Field
        label="Address"
        problem={problems.url}
        hint="https://, or http:// for a private address where these are allowed."
      >
        {(control) => (
          <Input
            {...control}
            name="url"
            type="url"
            value={draft.url}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setDraft({ ...draft, url: event.target.value })}
          />
        )}
      </Field>
      <EventsField
        value={draft.eventTypes}
        problem={problems.eventTypes === undefined ? undefined : "Choose at least one."}
        onChange={(eventTypes) => setDraft({ ...draft, eventTypes })}
      />
    </Form>
  );
};

const EventsField = ({
  value,
  problem,
  onChange,
}: {
  value: readonly WebhookEvent[];
  problem: string | undefined;
  onChange: (events: WebhookEvent[]) => void;
}) => {
  const problemId = useId();
  const unsent = value.filter(isUnsentEvent);
  return (
    <div
      role="group"
      aria-label="Events"
      className="grid gap-4"
      aria-describedby={problem === undefined ? undefined : problemId}
    >
      {eventGroups.map(({ legend, options }) => (
        <fieldset key={legend} className="grid gap-1.5">
          <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
          {options.map(({ event, label, note }) => (
            <LabelledCheckbox
              key={event}
              isChecked={value.includes(event)}
              onCheckedChange={(isChecked) =>
                onChange(isChecked ? [...value, event] : value.filter((each) => each !== event))
              }
            >
              <span className="font-medium">{label}</span>
              <span className="block text-muted">{note}</span>
            </LabelledCheckbox>
          ))}
        </fieldset>
      ))}
      {unsent.length > 0 && (
        <p className="text-xs text-muted">
          An application also asked for {unsent.join(", ")}. Lethe never sends{" "}
          {unsent.length === 1 ? "this event" : "these events"}.
        </p>
      )}
      {problem !== undefined && (
        <p id={problemId} className="text-xs text-warning">
          {problem}
        </p>
      )}
    </div>
  );
};
