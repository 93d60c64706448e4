"use client";

import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";

type Props = Omit<ComponentProps<typeof BaseCheckbox.Root>, "className" | "checked" | "onCheckedChange"> & {
  isChecked: boolean;
  /** Some of what it stands for is checked. */
  isIndeterminate?: boolean;
  onCheckedChange: ComponentProps<typeof BaseCheckbox.Root>["onCheckedChange"];
};

export const Checkbox = ({ isChecked, isIndeterminate = false, ...props }: Props) => (
  <BaseCheckbox.Root
    checked={isChecked}
    indeterminate={isIndeterminate}
    className="inline-flex size-4 shrink-0 items-center justify-center rounded-sm border border-control bg-surface data-checked:border-accent data-checked:bg-accent data-indeterminate:border-accent data-indeterminate:bg-accent"
    {...props}
  >
    <BaseCheckbox.Indicator className="text-on-accent">
      {isIndeterminate ? (
        <Minus size={12} strokeWidth={3} aria-hidden />
      ) : (
        <Check size={12} strokeWidth={3} aria-hidden />
      )}
    </BaseCheckbox.Indicator>
  </BaseCheckbox.Root>
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
      <Checkbox isChecked={isChecked} onCheckedChange={(next) => onCheckedChange(next)} />
    </span>
    <span>{children}</span>
  </label>
);
