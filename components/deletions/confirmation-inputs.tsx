"use client";

import { LabelledCheckbox } from "@/components/ui/checkbox";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { Confirmation, RequiredConfirmation } from "@/lib/deletions/request/confirmation";

/** What has to be done before the button that deletes can be pressed; nothing where the button is enough. */
export const ConfirmationInputs = ({
  required,
  count,
  storeName,
  sentences,
  given,
  onChange,
  onEnter,
}: {
  required: RequiredConfirmation;
  count: number;
  storeName: string;
  /** What has to be read: of wildcards, what they take and what stays. */
  sentences: readonly string[];
  given: Confirmation;
  onChange: (given: Confirmation) => void;
  /** Enter in the text box, whether or not what it holds is right. */
  onEnter: () => void;
}) => {
  if (required.kind === "button") return null;
  const wanted = required.kind === "number" ? count.toLocaleString("en") : storeName;
  return (
    <div className="grid w-full gap-3 pb-1">
      {sentences.length > 0 && (
        <Notice look="danger">
          {sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Notice>
      )}
      {required.kind === "number" && required.mustHaveReadSentence && (
        <LabelledCheckbox
          isChecked={given.hasReadSentence}
          onCheckedChange={(hasReadSentence) => onChange({ ...given, hasReadSentence })}
        >
          I have read what this deletes and what stays
        </LabelledCheckbox>
      )}
      <Field
        label={
          required.kind === "number"
            ? `Type ${wanted} to confirm`
            : `Type the name of the store, ${wanted}, to confirm`
        }
      >
        {(control) => (
          <Input
            {...control}
            value={given.typed}
            autoComplete="off"
            spellCheck={false}
            {...(required.kind === "number" ? { inputMode: "numeric" } : {})}
            onChange={(event) => onChange({ ...given, typed: event.target.value })}
            onKeyDown={(event) => {
              if (event.key === "Enter" && !event.nativeEvent.isComposing) onEnter();
            }}
            className="max-w-xs"
          />
        )}
      </Field>
    </div>
  );
};
