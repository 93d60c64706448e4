"use client";

import { useRef, useState } from "react";
import { useSearchShortcut } from "@/components/layout/use-search-shortcut";
import { Input } from "@/components/ui/field";
import { idLengthMax } from "@/lib/memories/limits";

const pauseMs = 250;

/** Finds entities by part of their value: on Enter, or after a pause in typing. */
export const EntitySearchBox = ({
  label,
  text,
  onTextChange,
}: {
  label: string;
  /** What is searched for now. */
  text: string;
  /** `isRefining`: while still typing, so that pauses add no pages to the browser's history. */
  onTextChange: (text: string, isRefining: boolean) => void;
}) => {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [typed, setTyped] = useState(text);
  // The address can change without the box: a cleared search, the browser's Back.
  const [known, setKnown] = useState(text);
  if (known !== text) {
    setKnown(text);
    if (typed.trim() !== text) setTyped(text);
  }
  useSearchShortcut(() => input.current?.select());
  const commit = (next: string) => {
    clearTimeout(timer.current);
    const wanted = next.trim();
    if (wanted !== text) onTextChange(wanted, text !== "" && wanted !== "");
  };
  return (
    <div role="search" className="min-w-0 flex-1 sm:w-72 sm:flex-none">
      <Input
        ref={input}
        type="search"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={label}
        maxLength={idLengthMax}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => commit(target.value), pauseMs);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit(typed);
          if (event.key === "Escape") input.current?.blur();
        }}
      />
    </div>
  );
};
