import clsx from "clsx";
import type { ReactNode } from "react";

const looks = {
  neutral: "bg-hover text-muted",
  accent: "bg-accent-soft text-accent",
  warning: "bg-warning-soft text-warning",
  success: "bg-success-soft text-success",
} as const;

export const Badge = ({ look = "neutral", children }: { look?: keyof typeof looks; children: ReactNode }) => (
  <span
    className={clsx(
      "inline-flex h-5 max-w-full items-center gap-1 truncate rounded-sm px-1.5 text-xs font-medium",
      looks[look],
    )}
  >
    {children}
  </span>
);
