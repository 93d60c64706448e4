"use client";

import { Combobox } from "@base-ui/react/combobox";
import { X } from "lucide-react";
import { useRef, type ClipboardEvent, type KeyboardEvent } from "react";
import type { FilterField } from "@/lib/filters/filter";
import type { ControlProps } from "./labelled-control";
import { SuggestionList, SuggestionPlace } from "./suggestion-list";
import { tagClasses, tagRemoveClasses } from "./tags";
import { useSuggestions } from "./use-suggestions";

type Props = {
  field: FilterField;
  values: readonly string[];
  /** Typed, and not a value yet. */
  pending: string;
  onChange: (change: { values?: readonly string[]; pending?: string }) => void;
  isInline: boolean;
  hasAutoFocus: boolean;
  control: ControlProps;
  /** What a value is shown as. */
  wordsOf?: (value: string) => string;
};

/** Several values as removable tags; existing ones are suggested, and Enter adds the typed text. */
export const TagsInput = ({
  field,
  values,
  pending,
  onChange,
  isInline,
  hasAutoFocus,
  control,
  wordsOf = (value) => value,
}: Props) => {
  const suggestions = useSuggestions(field, pending);
  const isOptionHighlighted = useRef(false);
  const add = (texts: readonly string[]) =>
    onChange({
      values: [...new Set([...values, ...texts])],
      pending: "",
    });

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    if (pending === "" || isOptionHighlighted.current) return;
    event.preventDefault();
    add([pending]);
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const lines = event.clipboardData.getData("text").split(/\r?\n/);
    if (lines.length < 2) return;
    event.preventDefault();
    add(lines.filter((line) => line.trim() !== ""));
  };

  return (
    <Combobox.Root
      multiple
      filter={null}
      items={suggestions.values}
      value={[...values]}
      onValueChange={(next, { reason, cancel }) =>
        reason === "escape-key" ? cancel() : onChange({ values: next })
      }
      inputValue={pending}
      onInputValueChange={(next, { reason, isItemPress, cancel }) => {
        // What was typed stays when the list closes; only choosing from the list uses it up.
        if (reason === "input-change" || isItemPress === true) onChange({ pending: next });
        else cancel();
      }}
      onItemHighlighted={(item) => {
        isOptionHighlighted.current = item !== undefined;
      }}
      {...(isInline ? { inline: true, open: true } : {})}
    >
      <Combobox.InputGroup>
        <Combobox.Chips className="flex max-h-32 flex-wrap gap-1 overflow-y-auto rounded-md border border-control bg-surface p-1 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-accent">
          {values.map((value) => (
            <Combobox.Chip key={value} className={tagClasses} aria-label={wordsOf(value)}>
              <bdi className="min-w-0 truncate" title={value}>
                {wordsOf(value)}
              </bdi>
              <Combobox.ChipRemove className={tagRemoveClasses} aria-label={`Remove ${wordsOf(value)}`}>
                <X size={12} aria-hidden />
              </Combobox.ChipRemove>
            </Combobox.Chip>
          ))}
          <Combobox.Input
            autoComplete="off"
            spellCheck={false}
            autoFocus={hasAutoFocus}
            placeholder={values.length === 0 ? "Type a value, then Enter" : "Add another"}
            className="h-6 min-w-24 flex-1 bg-transparent px-1 text-sm outline-none"
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            {...control}
          />
        </Combobox.Chips>
      </Combobox.InputGroup>
      <SuggestionPlace isInline={isInline}>
        <SuggestionList suggestions={suggestions} text={pending} />
      </SuggestionPlace>
    </Combobox.Root>
  );
};
