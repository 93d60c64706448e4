"use client";

import { useState, type ReactElement, type ReactNode } from "react";
import { onDemand } from "./on-demand";
import { useHanging } from "./use-hanging";

const parts = onDemand(() => import("./popover-popup"));

/** A panel that hangs on its trigger. */
export const Popover = ({
  trigger,
  label,
  children,
  isOpen: givenIsOpen,
  onOpenChange,
  align = "start",
  look = "padded",
}: {
  trigger: ReactElement;
  /** What a screen reader calls the panel. */
  label: string;
  children: ReactNode;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  align?: "start" | "center" | "end";
  /** `fixed`: of one width, without padding of its own; as wide as the screen allows on a phone. */
  look?: "padded" | "fixed";
}) => {
  const [ownIsOpen, setOwnIsOpen] = useState(false);
  const isOpen = givenIsOpen ?? ownIsOpen;
  const change = (next: boolean) => {
    setOwnIsOpen(next);
    onOpenChange?.(next);
  };
  const { button, anchor } = useHanging(trigger, "dialog", { isOpen, onOpenChange: change });
  const loaded = parts.use(anchor !== null);
  return (
    <>
      {button}
      {loaded !== undefined && anchor !== null && (
        <loaded.PopoverPopup
          isOpen={isOpen}
          onOpenChange={change}
          anchor={anchor.element}
          label={label}
          align={align}
          look={look}
        >
          {children}
        </loaded.PopoverPopup>
      )}
    </>
  );
};
