"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { useState } from "react";
import { Input } from "@/components/ui/field";
import type { FilterField } from "@/lib/filters/filter";
import type { ControlProps } from "./labelled-control";
import { SuggestionList, SuggestionPlace } from "./suggestion-list";
import { useSuggestions } from "./use-suggestions";

/** A text box that suggests the existing values of a field. Any other text is welcome too. */
export const SuggestInput = ({
  field,
  text,
  onTextChange,
  onPick,
  isInline,
  hasAutoFocus,
  control,
  placeholder,
}: {
  field: FilterField;
  text: string;
  onTextChange: (text: string) => void;
  /** A suggested value was chosen, and not just typed. */
  onPick: (value: string) => void;
  isInline: boolean;
  hasAutoFocus: boolean;
  control: ControlProps;
  placeholder?: string;
}) => {
  // What was there on opening narrows nothing: who edits a value mostly wants another one.
  const [openedWith] = useState(text);
  const asked = text === openedWith ? "" : text;
  const suggestions = useSuggestions(field, asked);
  return (
    <Autocomplete.Root
      mode="none"
      items={suggestions.values}
      value={text}
      // Typing only: a chosen value comes through the list, and Escape clears nothing.
      onValueChange={(next, { reason, cancel }) =>
        reason === "input-change" ? onTextChange(next) : cancel()
      }
      openOnInputClick
      {...(isInline ? { inline: true, open: true } : {})}
    >
      <Autocomplete.Input
        render={
          <Input autoComplete="off" spellCheck={false} autoFocus={hasAutoFocus} placeholder={placeholder} />
        }
        onFocus={(event) => event.currentTarget.select()}
        {...control}
      />
      <SuggestionPlace isInline={isInline}>
        <SuggestionList suggestions={suggestions} text={asked} onPick={onPick} />
      </SuggestionPlace>
    </Autocomplete.Root>
  );
};
