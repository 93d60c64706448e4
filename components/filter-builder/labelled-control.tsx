import { TriangleAlert } from "lucide-react";
import { useId, type ReactNode } from "react";

export type ControlProps = {
  id: string;
  "aria-label"?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
};

/**
 * A control with its label (shown, or for screen readers only where the row shows it already), a hint, and what is wrong right
 * beside it.
 */
export const LabelledControl = ({
  label,
  isLabelHidden = false,
  hint,
  problem,
  children,
}: {
  label: string;
  isLabelHidden?: boolean;
  hint?: ReactNode;
  problem?: string | undefined;
  children: (control: ControlProps) => ReactNode;
}) => {
  const id = useId();
  const noteIds = [problem !== undefined && `${id}-problem`, hint !== undefined && `${id}-hint`].filter(
    Boolean,
  );
  const problemNote = problem !== undefined && <Problem id={`${id}-problem`}>{problem}</Problem>;
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-1">
      {!isLabelHidden && (
        <label htmlFor={id} className="text-xs font-medium text-muted">
          {label}
        </label>
      )}
      {!isLabelHidden && problemNote}
      {children({
        id,
        ...(isLabelHidden ? { "aria-label": label } : {}),
        ...(noteIds.length === 0 ? {} : { "aria-describedby": noteIds.join(" ") }),
        ...(problem === undefined ? {} : { "aria-invalid": true as const }),
      })}
      {isLabelHidden && problemNote}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  );
};

/** What is wrong, in the place it is about. */
export const Problem = ({ id, children }: { id?: string; children: ReactNode }) => (
  <p id={id} role="alert" className="flex items-start gap-1.5 text-xs break-words text-warning">
    <TriangleAlert size={12} className="mt-0.5 shrink-0" aria-hidden />
    <span className="min-w-0">{children}</span>
  </p>
);
