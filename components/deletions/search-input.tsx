"use client";

import clsx from "clsx";
import { useRef, useState } from "react";
import { Input } from "@/components/ui/field";

const pauseMs = 250;

/** A text to search by. Asks for it when typing pauses. */
export const SearchInput = ({
  label,
  lengthMax,
  value,
  isWide = false,
  onChange,
}: {
  label: string;
  lengthMax: number;
  isWide?: boolean;
  value: string | null;
  onChange: (value: string | null) => void;
}) => {
  // What is being typed; null while the address alone says what is shown.
  const [draft, setDraft] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const commit = (text: string) => {
    clearTimeout(timer.current);
    const next = text.trim() === "" ? null : text.trim();
    if (next !== value) onChange(next);
  };
  return (
    <Input
      type="search"
      aria-label={label}
      placeholder={label}
      maxLength={lengthMax}
      value={draft ?? value ?? ""}
      onChange={({ target: { value: text } }) => {
        setDraft(text);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => commit(text), pauseMs);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit(event.currentTarget.value);
      }}
      onBlur={(event) => {
        commit(event.target.value);
        setDraft(null);
      }}
      className={clsx(isWide ? "w-52!" : "w-36!", value !== null && "border-accent! bg-accent-soft!")}
    />
  );
};
