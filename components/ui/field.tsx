import clsx from "clsx";
import { useId, type ComponentProps, type ReactNode } from "react";

const controlClasses =
  "w-full rounded-md border border-control bg-surface px-2.5 text-sm text-text disabled:opacity-50 aria-invalid:border-warning";

/** A bare text box; give it a label. */
export const Input = ({ className, ...props }: ComponentProps<"input">) => (
  <input className={clsx(controlClasses, "h-8", className)} {...props} />
);

export const Textarea = ({ className, ...props }: ComponentProps<"textarea">) => (
  <textarea className={clsx(controlClasses, "min-h-16 py-1.5", className)} {...props} />
);

/** The system's own list of choices: right on every phone and for every screen reader. */
export const NativeSelect = ({ className, ...props }: ComponentProps<"select">) => (
  <select className={clsx(controlClasses, "h-8 pr-7", className)} {...props} />
);

/** A labelled control, with a hint below it, or what is wrong with it. */
export const Field = ({
  label,
  hint,
  problem,
  children,
}: {
  label: string;
  hint?: ReactNode;
  problem?: string | undefined;
  children: (control: { id: string; "aria-describedby"?: string; "aria-invalid"?: true }) => ReactNode;
}) => {
  const id = useId();
  const noteId = `${id}-note`;
  const note = problem ?? hint;
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({
        id,
        ...(note === undefined ? {} : { "aria-describedby": noteId }),
        ...(problem === undefined ? {} : { "aria-invalid": true as const }),
      })}
      {note !== undefined && (
        <p id={noteId} className={clsx("text-xs", problem === undefined ? "text-muted" : "text-warning")}>
          {note}
        </p>
      )}
    </div>
  );
};
