"use client";

import { Popover as BasePopover } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";

/** A panel that hangs on its trigger. */
export const Popover = ({
  trigger,
  label,
  children,
  isOpen,
  onOpenChange,
  align = "start",
}: {
  trigger: ReactElement;
  /** What a screen reader calls the panel. */
  label: string;
  children: ReactNode;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  align?: "start" | "center" | "end";
}) => (
  <BasePopover.Root
    {...(isOpen === undefined ? {} : { open: isOpen })}
    onOpenChange={(next) => onOpenChange?.(next)}
  >
    <BasePopover.Trigger render={trigger} />
    <BasePopover.Portal>
      <BasePopover.Positioner sideOffset={4} align={align} collisionPadding={8} className="z-50">
        <BasePopover.Popup
          aria-label={label}
          className="max-h-[min(32rem,80dvh)] max-w-[calc(100vw-1rem)] overflow-auto rounded-md border bg-raised p-3 shadow-lg outline-none"
        >
          {children}
        </BasePopover.Popup>
      </BasePopover.Positioner>
    </BasePopover.Portal>
  </BasePopover.Root>
);
