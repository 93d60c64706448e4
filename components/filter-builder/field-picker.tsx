"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Search } from "lucide-react";
import { useState } from "react";
import { findFields } from "@/lib/filters/field-definition";
import type { FilterField } from "@/lib/filters/filter";
import { useFilterFields } from "./filter-fields";
import { optionClasses } from "./suggestion-parts";

/** Every field there is; typing narrows, arrow keys move, Enter chooses. */
export const FieldPicker = ({ onPick }: { onPick: (field: FilterField) => void }) => {
  const { fields } = useFilterFields();
  const [text, setText] = useState("");
  return (
    <Autocomplete.Root
      inline
      open
      mode="none"
      autoHighlight="always"
      keepHighlight
      items={findFields(fields, text)}
      itemToStringValue={(field: FilterField) => fields[field].label}
      value={text}
      onValueChange={(next, { reason, cancel }) => (reason === "input-change" ? setText(next) : cancel())}
    >
      <div className="flex items-center gap-2 border-b px-3">
        <Search size={14} className="shrink-0 text-muted" aria-hidden />
        <Autocomplete.Input
          aria-label="Field to filter by"
          placeholder="Filter by…"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          className="h-9 w-full min-w-0 bg-transparent text-sm outline-none"
        />
      </div>
      <Autocomplete.Empty className="text-sm text-muted">
        <p className="px-3 py-2">No field has this name.</p>
      </Autocomplete.Empty>
      <Autocomplete.List
        aria-label="Fields"
        className="max-h-[28.5rem] scroll-py-1 overflow-y-auto p-1 outline-none data-empty:hidden"
      >
        {(field: FilterField) => (
          <Autocomplete.Item
            key={field}
            value={field}
            className={optionClasses}
            disabled={fields[field].whyUnavailable !== undefined}
            onClick={() => onPick(field)}
          >
            {fields[field].label}
            {fields[field].whyUnavailable !== undefined && (
              <span className="ml-auto pl-3 text-xs text-muted">{fields[field].whyUnavailable}</span>
            )}
          </Autocomplete.Item>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
};
