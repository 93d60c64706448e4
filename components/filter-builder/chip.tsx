import clsx from "clsx";
import { X } from "lucide-react";
import type { ComponentProps, KeyboardEvent, ReactNode } from "react";

/** The frame of a chip: what it says is a button, and beside it one that removes it. */
export const Chip = ({
  removeLabel,
  onRemove,
  children,
}: {
  removeLabel: string;
  onRemove: () => void;
  children: ReactNode;
}) => (
  <li className="inline-flex h-7 max-w-full items-stretch rounded-md border border-control/60 bg-surface text-sm">
    {children}
    <button
      type="button"
      aria-label={removeLabel}
      title={removeLabel}
      onClick={onRemove}
      className="inline-flex w-7 shrink-0 items-center justify-center rounded-r-md border-l text-muted hover:bg-hover hover:text-text"
    >
      <X size={14} aria-hidden />
    </button>
  </li>
);

/** What a chip says. Enter opens it; Backspace and Delete remove it. */
export const ChipButton = ({
  onRemove,
  className,
  onKeyDown,
  ...props
}: ComponentProps<"button"> & { onRemove: () => void }) => {
  const onKey = (event: KeyboardEvent<HTMLButtonElement>) => {
    onKeyDown?.(event);
    if (event.key !== "Backspace" && event.key !== "Delete") return;
    event.preventDefault();
    onRemove();
  };
  return (
    <button
      type="button"
      data-chip=""
      aria-keyshortcuts="Delete Backspace"
      onKeyDown={onKey}
      className={clsx(
        "inline-flex min-w-0 items-center gap-1 rounded-l-md px-2 hover:bg-hover data-popup-open:bg-hover",
        className,
      )}
      {...props}
    />
  );
};
