"use client";

import { Menu as BaseMenu } from "@base-ui/react/menu";
import { ChevronRight } from "lucide-react";
import type { ReactElement, ReactNode } from "react";

type Align = "start" | "center" | "end";

/** A menu of actions. */
export const Menu = ({
  trigger,
  children,
  align = "end",
}: {
  trigger: ReactElement;
  children: ReactNode;
  align?: Align;
}) => (
  <BaseMenu.Root>
    <BaseMenu.Trigger render={trigger} />
    <MenuPopup align={align}>{children}</MenuPopup>
  </BaseMenu.Root>
);

/** One menu for all rows of a table: a menu in each would cost more than the rest of the row. Open while `anchor` is a button. */
export const RowMenu = ({
  anchor,
  finalFocus,
  onClose,
  children,
}: {
  anchor: Element | null;
  /** What has the focus when it is closed; without it, what had it before. */
  finalFocus?: () => HTMLElement | null;
  onClose: () => void;
  children: ReactNode;
}) => (
  <BaseMenu.Root
    open={anchor !== null}
    onOpenChange={(isOpen) => {
      if (!isOpen) onClose();
    }}
  >
    <MenuPopup align="end" anchor={anchor} {...(finalFocus !== undefined && { finalFocus })}>
      {children}
    </MenuPopup>
  </BaseMenu.Root>
);

const MenuPopup = ({
  align,
  anchor,
  finalFocus,
  children,
}: {
  align: Align;
  anchor?: Element | null;
  finalFocus?: () => HTMLElement | null;
  children: ReactNode;
}) => (
  <BaseMenu.Portal>
    <BaseMenu.Positioner
      sideOffset={4}
      align={align}
      collisionPadding={8}
      className="z-50"
      {...(anchor !== undefined && { anchor })}
    >
      <BaseMenu.Popup
        {...(finalFocus !== undefined && { finalFocus: () => finalFocus() ?? true })}
        className="max-h-(--available-height) max-w-80 min-w-44 overflow-y-auto rounded-md border bg-raised p-1 text-sm shadow-lg outline-none"
      >
        {children}
      </BaseMenu.Popup>
    </BaseMenu.Positioner>
  </BaseMenu.Portal>
);

const itemClasses =
  "flex h-8 w-full cursor-default items-center gap-2 rounded px-2 text-left outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover";

export const MenuItem = ({
  onSelect,
  isDisabled = false,
  children,
}: {
  onSelect: () => void;
  isDisabled?: boolean;
  children: ReactNode;
}) => (
  <BaseMenu.Item className={itemClasses} onClick={onSelect} disabled={isDisabled}>
    {children}
  </BaseMenu.Item>
);

/** A line that opens a menu of its own. */
export const SubMenu = ({ label, children }: { label: string; children: ReactNode }) => (
  <BaseMenu.SubmenuRoot>
    <BaseMenu.SubmenuTrigger className={`${itemClasses} data-popup-open:bg-hover`}>
      <span className="min-w-0 flex-1 truncate">{label}</span>
      <ChevronRight size={14} aria-hidden className="shrink-0 text-muted" />
    </BaseMenu.SubmenuTrigger>
    <MenuPopup align="start">{children}</MenuPopup>
  </BaseMenu.SubmenuRoot>
);

/** One of several that exclude each other. */
export const MenuRadioGroup = <Value extends string>({
  label,
  value,
  options,
  onChange,
  closesOnChoice = false,
}: {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  closesOnChoice?: boolean;
}) => (
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
