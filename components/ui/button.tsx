import clsx from "clsx";
import type { ComponentProps, MouseEvent } from "react";

const looks = {
  primary: "bg-accent text-on-accent border-transparent hover:bg-accent-strong",
  plain: "bg-surface text-text border-control/60 hover:bg-hover",
  quiet: "bg-transparent text-text border-transparent hover:bg-hover",
  danger: "bg-danger text-on-danger border-transparent hover:bg-danger-strong",
  // Leads to something that destroys, without being the last step.
  "danger-plain": "bg-surface text-danger border-danger/50 hover:bg-danger-soft",
} as const;

const sizes = {
  small: "h-7 px-2 text-sm gap-1.5",
  medium: "h-8 px-3 text-sm gap-2",
  icon: "size-7 justify-center",
} as const;

export type ButtonLook = keyof typeof looks;

/** The looks of a button, for links that look like one. */
export const buttonClasses = (look: ButtonLook = "plain", size: keyof typeof sizes = "medium"): string =>
  clsx(
    "inline-flex shrink-0 items-center rounded-md border font-medium whitespace-nowrap select-none",
    "transition-colors data-disabled:cursor-not-allowed data-disabled:opacity-50",
    looks[look],
    sizes[size],
  );

type ButtonProps = ComponentProps<"button"> & {
  look?: ButtonLook;
  size?: keyof typeof sizes;
  /** Disabled, it keeps the focus: where it was pressed, and can be pressed again later. */
  focusableWhenDisabled?: boolean;
};

export const Button = ({
  look = "plain",
  size = "medium",
  focusableWhenDisabled = false,
  disabled = false,
  className,
  onClick,
  ...props
}: ButtonProps) => {
  const isOnlyMarked = disabled && focusableWhenDisabled;
  return (
    <button
      type="button"
      {...props}
      disabled={disabled && !focusableWhenDisabled}
      aria-disabled={isOnlyMarked || undefined}
      data-disabled={disabled ? "" : undefined}
      onClick={isOnlyMarked ? refuse : onClick}
      className={clsx(buttonClasses(look, size), className)}
    />
  );
};

/** It would send its form. */
const refuse = (event: MouseEvent) => event.preventDefault();
