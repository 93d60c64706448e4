"use client";

import { Popover } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";

/** A panel of fixed width without padding of its own; as wide as the screen allows on a phone. */
export const FilterPopover = ({
  trigger,
  label,
  isOpen,
  onOpenChange,
  children,
}: {
  trigger: ReactElement;
  label: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  children: ReactNode;
}) => (
  <Popover.Root open={isOpen} onOpenChange={(next) => onOpenChange(next)}>
    <Popover.Trigger render={trigger} />
    <Popover.Portal>
      <Popover.Positioner sideOffset={4} align="start" collisionPadding={8} className="z-50">
        <Popover.Popup
          aria-label={label}
          className="max-h-(--available-height) w-80 max-w-[calc(100vw-1rem)] overflow-y-auto overscroll-contain rounded-md border bg-raised shadow-lg outline-none"
        >
          {children}
        </Popover.Popup>
      </Popover.Positioner>
    </Popover.Portal>
  </Popover.Root>
);
