"use client";

import { ChevronRight, ChevronsLeft } from "lucide-react";
import { Button } from "@/components/ui/button";

/** Below a list that is read by keyset: how much of it is shown, and the way to the rest. Back is the browser's own. */
export const KeysetPaging = ({
  label,
  count,
  total,
  noun,
  order = "",
  firstLabel,
  nextLabel,
  isFirst,
  onFirst,
  onNext,
}: {
  /** Of the buttons, for a screen reader. */
  label: string;
  /** Undefined while the page is being read. */
  count: number | undefined;
  /** Null while it is being counted. */
  total: number | null;
  /** What is counted, in the singular. */
  noun: string;
  /** In which order, behind the number: ", due first". */
  order?: string;
  firstLabel: string;
  nextLabel: string;
  isFirst: boolean;
  onFirst: () => void;
  /** Null when there is nothing more. */
  onNext: (() => void) | null;
}) => (
  <footer className="flex min-h-11 shrink-0 items-center gap-4 border-t bg-canvas px-4 py-1.5 text-sm">
    <p className="min-w-0 flex-1 text-muted">
      {count === undefined ? "Looking…" : count > 0 && `${words(count, total, noun)}${order}`}
    </p>
    <nav aria-label={label} className="flex gap-1">
      <Button size="small" disabled={isFirst} focusableWhenDisabled onClick={onFirst}>
        <ChevronsLeft size={14} aria-hidden />
        {firstLabel}
      </Button>
      <Button size="small" disabled={onNext === null} focusableWhenDisabled onClick={() => onNext?.()}>
        {nextLabel}
        <ChevronRight size={14} aria-hidden />
      </Button>
    </nav>
  </footer>
);

const words = (count: number, total: number | null, noun: string): string => {
  // After a change the number may come before the rows, or after them.
  const all =
    total === null || total < count
      ? "counting…"
      : `${total.toLocaleString("en")} ${total === 1 ? noun : `${noun}s`}`;
  return `Showing ${count.toLocaleString("en")} of ${all}`;
};
