"use client";

import { Popover as BasePopover } from "@base-ui/react/popover";
import type { ReactNode } from "react";
import { isOnAnchor } from "./use-hanging";

const looks = {
  padded: "max-h-[min(32rem,80dvh)] max-w-[calc(100vw-1rem)] overflow-auto p-3",
  fixed: "max-h-(--available-height) w-80 max-w-[calc(100vw-1rem)] overflow-y-auto overscroll-contain",
} as const;

/** What a popover shows, at the button that it hangs on. */
export const PopoverPopup = ({
  isOpen,
  onOpenChange,
  anchor,
  label,
  align,
  look,
  children,
}: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  anchor: HTMLElement;
  label: string;
  align: "start" | "center" | "end";
  look: keyof typeof looks;
  children: ReactNode;
}) => (
  <BasePopover.Root
    open={isOpen}
    onOpenChange={(next, details) => {
      if (!isOnAnchor(anchor, details)) onOpenChange(next);
    }}
  >
    <BasePopover.Portal>
      <BasePopover.Positioner
        sideOffset={4}
        align={align}
        collisionPadding={8}
        className="z-50"
        anchor={anchor}
      >
        <BasePopover.Popup
          aria-label={label}
          finalFocus={() => (anchor.isConnected ? anchor : true)}
          className={`rounded-md border bg-raised shadow-lg outline-none ${looks[look]}`}
        >
          {children}
        </BasePopover.Popup>
      </BasePopover.Positioner>
    </BasePopover.Portal>
  </BasePopover.Root>
);
