import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";

type Props = Omit<ComponentProps<"input">, "type" | "checked" | "onChange"> & {
  isChecked: boolean;
  /** Some of what it stands for is checked. */
  isIndeterminate?: boolean;
  /** Absent where something around it listens: a table for all of its rows. */
  onCheckedChange?: (isChecked: boolean) => void;
};

/** The browser's own, dressed: a page holds two hundred of them. */
export const Checkbox = ({
  isChecked,
  isIndeterminate = false,
  onCheckedChange,
  className,
  ...props
}: Props) => (
  <input
    type="checkbox"
    checked={isChecked}
    // The browser has no attribute for it.
    ref={(element) => {
      if (element !== null) element.indeterminate = isIndeterminate;
    }}
    onChange={({ target }) => onCheckedChange?.(target.checked)}
    className={clsx("native-checkbox", className)}
    {...props}
  />
);

/** A checkbox with its label beside it. */
export const LabelledCheckbox = ({
  isChecked,
  onCheckedChange,
  children,
}: {
  isChecked: boolean;
  onCheckedChange: (isChecked: boolean) => void;
  children: ReactNode;
}) => (
  <label className="flex w-fit items-start gap-2 text-sm">
    <span className="flex h-5 items-center">
      <Checkbox isChecked={isChecked} onCheckedChange={onCheckedChange} />
    </span>
    <span>{children}</span>
  </label>
);
