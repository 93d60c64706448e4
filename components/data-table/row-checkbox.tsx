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
    className={clsx("native-checkbox", className)}
    {...props}
  />
);
