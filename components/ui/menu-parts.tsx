"use client";

import { Menu as BaseMenu } from "@base-ui/react/menu";
import { ChevronRight } from "lucide-react";
import { useRef, type ReactNode } from "react";
import { isOnAnchor } from "./use-hanging";

const popupClasses =
  "max-h-(--available-height) max-w-80 min-w-44 overflow-y-auto rounded-md border bg-raised p-1 text-sm shadow-lg outline-none";

/** What a menu shows, at the button that it hangs on. */
export const MenuPopup = ({
  isOpen,
  onOpenChange,
  anchor,
  isByKeyboard = false,
  align,
  finalFocus,
  children,
}: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  anchor: Element | null;
  /** Then its first item has the focus. */
  isByKeyboard?: boolean;
  align: "start" | "center" | "end";
  /** What has the focus when it is closed; without it, the button. */
  finalFocus?: () => HTMLElement | null;
  children: ReactNode;
}) => {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <BaseMenu.Root
      open={isOpen}
      onOpenChange={(next, details) => {
        if (!isOnAnchor(anchor, details)) onOpenChange(next);
      }}
      onOpenChangeComplete={(hasOpened) => {
        if (hasOpened && isByKeyboard)
          popup.current?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus();
      }}
    >
      <BaseMenu.Portal>
        <BaseMenu.Positioner
          sideOffset={4}
          align={align}
          collisionPadding={8}
          className="z-50"
          anchor={anchor}
        >
          <BaseMenu.Popup
            ref={popup}
            finalFocus={() =>
              finalFocus?.() ?? (anchor instanceof HTMLElement && anchor.isConnected ? anchor : true)
            }
            className={popupClasses}
          >
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
};

const itemClasses =
  "flex h-8 w-full cursor-default items-center gap-2 rounded px-2 text-left outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover";

export type MenuItemProps = { onSelect: () => void; isDisabled?: boolean; children: ReactNode };

export const MenuItem = ({ onSelect, isDisabled = false, children }: MenuItemProps) => (
  <BaseMenu.Item className={itemClasses} onClick={onSelect} disabled={isDisabled}>
    {children}
  </BaseMenu.Item>
);

export type SubMenuProps = { label: string; children: ReactNode };

/** A line that opens a menu of its own. */
export const SubMenu = ({ label, children }: SubMenuProps) => (
  <BaseMenu.SubmenuRoot>
    <BaseMenu.SubmenuTrigger className={`${itemClasses} data-popup-open:bg-hover`}>
      <span className="min-w-0 flex-1 truncate">{label}</span>
      <ChevronRight size={14} aria-hidden className="shrink-0 text-muted" />
    </BaseMenu.SubmenuTrigger>
    <BaseMenu.Portal>
      <BaseMenu.Positioner sideOffset={4} align="start" collisionPadding={8} className="z-50">
        <BaseMenu.Popup className={popupClasses}>{children}</BaseMenu.Popup>
      </BaseMenu.Positioner>
    </BaseMenu.Portal>
  </BaseMenu.SubmenuRoot>
);

export type MenuRadioGroupProps<Value extends string> = {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  closesOnChoice?: boolean;
};

/** One of several that exclude each other. */
export const MenuRadioGroup = <Value extends string>({
  label,
  value,
  options,
  onChange,
  closesOnChoice = false,
}: MenuRadioGroupProps<Value>) => (
  <BaseMenu.Group>
    <BaseMenu.GroupLabel className="px-2 py-1 text-xs text-muted">{label}</BaseMenu.GroupLabel>
    <BaseMenu.RadioGroup value={value} onValueChange={(next: Value) => onChange(next)}>
      {options.map((option) => (
        <BaseMenu.RadioItem
          key={option.value}
          value={option.value}
          closeOnClick={closesOnChoice}
          className={itemClasses}
        >
          <span className="inline-flex w-4 justify-center">
            <BaseMenu.RadioItemIndicator>✓</BaseMenu.RadioItemIndicator>
          </span>
          <span className="min-w-0 truncate">{option.label}</span>
        </BaseMenu.RadioItem>
      ))}
    </BaseMenu.RadioGroup>
  </BaseMenu.Group>
);
