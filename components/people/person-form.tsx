"use client";

import { Search } from "lucide-react";
import { useId, useRef, useState } from "react";
import { useSearchShortcut } from "@/components/layout/use-search-shortcut";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/field";
import { personTextLengthMax, termsOf } from "@/lib/people/terms";

/** The one field of the page: names, e-mails and ids, as they stand in a person's request. */
export const PersonForm = ({
  initialText,
  storeCount,
  takesFocus,
  onSearch,
}: {
  initialText: string;
  storeCount: number;
  takesFocus: boolean;
  onSearch: (text: string) => void;
}) => {
  const id = useId();
  const hintId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(initialText);
  const hasTerms = termsOf(text).length > 0;
  useSearchShortcut(() => field.current?.select());
  const search = () => hasTerms && onSearch(text);
  return (
    <form
      role="search"
      aria-label="Find a person"
      onSubmit={(event) => {
        event.preventDefault();
        search();
      }}
      className="grid max-w-3xl gap-1.5"
    >
      <label htmlFor={id} className="text-sm font-medium">
        Name, e-mail or id
      </label>
      <div className="flex items-start gap-2">
        <Textarea
          ref={field}
          id={id}
          rows={1}
          value={text}
          maxLength={personTextLengthMax}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          autoFocus={takesFocus}
          aria-describedby={hintId}
          aria-keyshortcuts="/"
          placeholder="Caroline Smith, caroline@example.com"
          className="field-sizing-content max-h-40 min-h-8! resize-none"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            search();
          }}
        />
        <Button type="submit" look="primary" disabled={!hasTerms} focusableWhenDisabled>
          <Search size={14} aria-hidden />
          Search
        </Button>
      </div>
      <p id={hintId} className="text-xs text-muted">
        Several at once, with commas or new lines between them. IDs, texts and metadata are searched
        {storeCount === 1 ? "" : ` in all ${storeCount.toLocaleString("en")} stores`}.
      </p>
    </form>
  );
};
