import clsx from "clsx";
import { CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const looks = {
  info: { classes: "border-line bg-surface text-text", Icon: Info, iconClasses: "text-muted" },
  warning: {
    classes: "border-warning/40 bg-warning-soft text-text",
    Icon: TriangleAlert,
    iconClasses: "text-warning",
  },
  success: {
    classes: "border-success/40 bg-success-soft text-text",
    Icon: CircleCheck,
    iconClasses: "text-success",
  },
  danger: {
    classes: "border-danger/40 bg-danger-soft text-text",
    Icon: TriangleAlert,
    iconClasses: "text-danger",
  },
} as const;

/** A sentence that needs attention, in the place it is about. `danger` is for what destroys; errors are `warning`. */
export const Notice = ({
  look = "info",
  role,
  children,
  action,
}: {
  look?: keyof typeof looks;
  role?: "alert" | "status";
  children: ReactNode;
  action?: ReactNode;
}) => {
  const { classes, Icon, iconClasses } = looks[look];
  return (
    <div role={role} className={clsx("flex items-start gap-2 rounded-md border px-3 py-2 text-sm", classes)}>
      <Icon size={16} className={clsx("mt-0.5 shrink-0", iconClasses)} aria-hidden />
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
};
