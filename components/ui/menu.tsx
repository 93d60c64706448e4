"use client";

import { useState, type ComponentProps, type ReactElement, type ReactNode } from "react";
import { onDemand } from "./on-demand";
import { useHanging } from "./use-hanging";
import type { MenuItemProps, MenuPopup, MenuRadioGroupProps, SubMenuProps } from "./menu-parts";

type Align = ComponentProps<typeof MenuPopup>["align"];

const parts = onDemand(() => import("./menu-parts"));

/** A menu of actions. */
export const Menu = ({
  trigger,
  children,
  align = "end",
}: {
  trigger: ReactElement;
  children: ReactNode;
  align?: Align;
}) => {
  const [isOpen, setIsOpen] = useState(false);
  const { button, anchor } = useHanging(trigger, "menu", { isOpen, onOpenChange: setIsOpen });
  const loaded = parts.use(anchor !== null);
  return (
    <>
      {button}
      {loaded !== undefined && anchor !== null && (
        <loaded.MenuPopup
          isOpen={isOpen}
          onOpenChange={setIsOpen}
          anchor={anchor.element}
          isByKeyboard={anchor.byKeyboard}
          align={align}
        >
          {children}
        </loaded.MenuPopup>
      )}
    </>
  );
};

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
}) => {
  const loaded = parts.use(anchor !== null);
  // The one that is closing keeps its place until it has gone.
  const [lastAnchor, setLastAnchor] = useState(anchor);
  if (anchor !== null && anchor !== lastAnchor) setLastAnchor(anchor);
  return (
    loaded !== undefined && (
      <loaded.MenuPopup
        isOpen={anchor !== null}
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose();
        }}
        anchor={lastAnchor}
        align="end"
        {...(finalFocus !== undefined && { finalFocus })}
      >
        {children}
      </loaded.MenuPopup>
    )
  );
};

// A menu draws its items once their code is there.
export const MenuItem = (props: MenuItemProps) => {
  const loaded = parts.use();
  return loaded !== undefined && <loaded.MenuItem {...props} />;
};

/** A line that opens a menu of its own. */
export const SubMenu = (props: SubMenuProps) => {
  const loaded = parts.use();
  return loaded !== undefined && <loaded.SubMenu {...props} />;
};

/** One of several that exclude each other. */
export const MenuRadioGroup = <Value extends string>(props: MenuRadioGroupProps<Value>) => {
  const loaded = parts.use();
  return loaded !== undefined && <loaded.MenuRadioGroup {...props} />;
};
