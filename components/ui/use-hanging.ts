"use client";

import { cloneElement, useState, type KeyboardEvent, type MouseEvent, type ReactElement } from "react";

type TriggerProps = {
  onClick?: (event: MouseEvent<HTMLElement>) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
};

/** The button on which a panel hangs, and whether it was opened from the keyboard. */
export type Anchor = { element: HTMLElement; byKeyboard: boolean };

/**
 * What hangs on a button, without the code of what hangs: that is loaded when it is wanted. Answers the button with what it
 * needs, and the anchor once it was clicked.
 */
export const useHanging = (
  trigger: ReactElement,
  role: "menu" | "dialog",
  { isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void },
) => {
  const [anchor, setAnchor] = useState<Anchor | null>(null);
  const { onClick, onKeyDown } = trigger.props as TriggerProps;
  const open = (element: HTMLElement, byKeyboard: boolean) => {
    setAnchor({ element, byKeyboard });
    onOpenChange(true);
  };
  const button = cloneElement(trigger as ReactElement<Record<string, unknown>>, {
    "aria-haspopup": role,
    "aria-expanded": isOpen,
    "data-popup-open": isOpen ? "" : undefined,
    onClick: (event: MouseEvent<HTMLElement>) => {
      onClick?.(event);
      if (isOpen) onOpenChange(false);
      else open(event.currentTarget, event.detail === 0);
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      onKeyDown?.(event);
      if (role !== "menu" || isOpen || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
      event.preventDefault();
      open(event.currentTarget, true);
    },
  });
  return { button, anchor };
};

/** A press on the button itself: its click closes what hangs on it, and would open it again. */
export const isOnAnchor = (
  anchor: Element | null,
  { reason, event }: { reason: string; event: Event },
): boolean =>
  reason === "outside-press" && event.target instanceof Node && anchor?.contains(event.target) === true;
