"use client";

import { ChevronRight, ChevronsLeft } from "lucide-react";
import { Button } from "@/components/ui/button";

/** Below the history: how much of it is shown, and the way to older deletions. Back is the browser's own. */
export const HistoryPaging = ({
  count,
  total,
  isFirst,
  onNewest,
  onOlder,
}: {
  /** Undefined while the page is being read. */
  count: number | undefined;
  /** Null while it is being counted. */
  total: number | null;
  isFirst: boolean;
  onNewest: () => void;
  /** Null when there are none. */
  onOlder: (() => void) | null;
}) => (
  <footer className="flex min-h-11 shrink-0 items-center gap-4 border-t bg-canvas px-4 py-1.5 text-sm">
    <p className="min-w-0 flex-1 text-muted">
      {count === undefined ? "Looking…" : count > 0 && words(count, total)}
    </p>
    <nav aria-label="Pages of the history" className="flex gap-1">
      <Button size="small" disabled={isFirst} focusableWhenDisabled onClick={onNewest}>
        <ChevronsLeft size={14} aria-hidden />
        Newest
      </Button>
      <Button size="small" disabled={onOlder === null} focusableWhenDisabled onClick={() => onOlder?.()}>
        Older
        <ChevronRight size={14} aria-hidden />
      </Button>
    </nav>
  </footer>
);

const words = (count: number, total: number | null): string => {
  // After a change the number may come before the rows, or after them.
  const all =
    total === null || total < count
      ? "counting…"
      : `${total.toLocaleString("en")} ${total === 1 ? "deletion" : "deletions"}`;
  return `Showing ${count.toLocaleString("en")} of ${all}`;
};
