import { ChevronRight, ChevronsLeft } from "lucide-react";
import { Button } from "@/components/ui/button";

/** Below the tickets: how many are shown, in what order, and the way to the others. Back is the browser's own. */
export const TicketPaging = ({
  count,
  total,
  isByDue,
  isFirst,
  onFirst,
  onNext,
}: {
  /** Undefined while the page is being read. */
  count: number | undefined;
  /** Null while it is being counted. */
  total: number | null;
  isByDue: boolean;
  isFirst: boolean;
  onFirst: () => void;
  /** Null when there are none. */
  onNext: (() => void) | null;
}) => (
  <footer className="flex min-h-11 shrink-0 items-center gap-4 border-t bg-canvas px-4 py-1.5 text-sm">
    <p className="min-w-0 flex-1 text-muted">
      {count === undefined ? "Looking…" : count > 0 && words(count, total, isByDue)}
    </p>
    <nav aria-label="Pages of tickets" className="flex gap-1">
      <Button size="small" disabled={isFirst} focusableWhenDisabled onClick={onFirst}>
        <ChevronsLeft size={14} aria-hidden />
        First
      </Button>
      <Button size="small" disabled={onNext === null} focusableWhenDisabled onClick={() => onNext?.()}>
        Next
        <ChevronRight size={14} aria-hidden />
      </Button>
    </nav>
  </footer>
);

const words = (count: number, total: number | null, isByDue: boolean): string => {
  // After a change the number may come before the rows, or after them.
  const all =
    total === null || total < count
      ? "counting…"
      : `${total.toLocaleString("en")} ${total === 1 ? "ticket" : "tickets"}`;
  return `Showing ${count.toLocaleString("en")} of ${all}, ${isByDue ? "due first" : "newest first"}`;
};
