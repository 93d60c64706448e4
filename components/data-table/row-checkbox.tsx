import clsx from "clsx";
import type { ComponentProps } from "react";

/**
 * The checkbox of a row. The browser's own, dressed like components/ui/checkbox: a page holds two hundred of them, and a
 * click on it tells whether Shift was held.
 */
export const RowCheckbox = ({
  isIndeterminate = false,
  className,
  ...props
}: ComponentProps<"input"> & { isIndeterminate?: boolean }) => (
  <input
    type="checkbox"
    // The browser has no attribute for it.
    ref={(element) => {
      if (element !== null) element.indeterminate = isIndeterminate;
    }}
    className={clsx(
      "grid size-4 shrink-0 appearance-none place-content-center rounded-sm border border-control bg-surface align-middle",
      "before:size-2.5 before:scale-0 before:bg-on-accent before:content-['']",
      "before:[clip-path:polygon(14%_44%,0_65%,50%_100%,100%_16%,80%_0,43%_62%)]",
      "checked:border-accent checked:bg-accent checked:before:scale-100",
      "indeterminate:border-accent indeterminate:bg-accent indeterminate:before:scale-100",
      "indeterminate:before:[clip-path:inset(40%_5%)] disabled:opacity-50",
      className,
    )}
    {...props}
  />
);
