"use client";

import { Search, X } from "lucide-react";
import { useId, useRef, useState } from "react";
import { useSearchShortcut } from "@/components/layout/use-search-shortcut";
import { searchTextLengthMax } from "@/lib/memories/limits";
import { isSearchableText } from "@/lib/filters/filter-limits";

const pauseMs = 300;
const tooShort = "Type at least 3 characters to search (2 in Chinese, Japanese or Korean).";

/** Finds words in the text of memories: on Enter, or after a pause in typing. */
export const SearchBox = ({
  text,
  onTextChange,
}: {
  /** What is searched for now. */
  text: string;
  /** `isRefining`: while still typing, so that pauses add no pages to the browser's history. */
  onTextChange: (text: string, isRefining: boolean) => void;
}) => {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hintId = useId();
  const [typed, setTyped] = useState(text);
  // The address can change without the box: a cleared filter, the browser's Back.
  const [known, setKnown] = useState(text);
  if (known !== text) {
    setKnown(text);
    if (searchedFor(typed) !== text) setTyped(text);
  }
  useSearchShortcut(() => input.current?.select());

  const commit = (next: string) => {
    clearTimeout(timer.current);
    const wanted = searchedFor(next);
    if (wanted !== text) onTextChange(wanted, text !== "" && wanted !== "");
  };
  const type = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => commit(next), pauseMs);
  };
  const isTooShort = typed.trim() !== "" && !isSearchableText(typed);

  return (
    <div role="search" className="relative w-full sm:w-72">
      <Search size={14} aria-hidden className="pointer-events-none absolute top-2 left-2.5 text-muted" />
      <input
        ref={input}
        type="text"
        inputMode="search"
        aria-label="Search memories"
        aria-keyshortcuts="/"
        aria-describedby={isTooShort ? hintId : undefined}
        placeholder="Search memories"
        maxLength={searchTextLengthMax}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        value={typed}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit(typed);
          if (event.key === "Escape") input.current?.blur();
        }}
        className="h-8 w-full rounded-md border border-control bg-surface px-8 text-sm"
      />
      {typed === "" ? (
        <kbd
          aria-hidden
          className="pointer-events-none absolute top-1.5 right-2 hidden h-5 rounded-sm border px-1.5 font-mono text-xs leading-[18px] text-muted sm:block"
        >
          /
        </kbd>
      ) : (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => {
            setTyped("");
            commit("");
            input.current?.focus();
          }}
          className="absolute top-1 right-1 inline-flex size-6 items-center justify-center rounded text-muted hover:bg-hover hover:text-text"
        >
          <X size={14} aria-hidden />
        </button>
      )}
      <p
        id={hintId}
        role="status"
        className={
          isTooShort
            ? "absolute top-9 left-0 z-50 w-max max-w-[80vw] rounded border bg-raised px-2 py-1 text-xs text-muted shadow-md"
            : "sr-only"
        }
      >
        {isTooShort && tooShort}
      </p>
    </div>
  );
};

/** What a typed text searches for: nothing, as long as it is too short to be found in a large store. */
const searchedFor = (typed: string): string => (isSearchableText(typed) ? typed.trim() : "");
