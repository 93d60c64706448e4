import { X } from "lucide-react";

export const tagClasses =
  "inline-flex h-6 max-w-full items-center gap-0.5 rounded-sm bg-hover pl-1.5 text-xs data-highlighted:bg-selected";
export const tagRemoveClasses =
  "inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:text-text";

/** Values that can be taken out again. */
export const Tags = ({
  values,
  wordsOf = (value) => value,
  onRemove,
}: {
  values: readonly string[];
  /** What a value is shown as. */
  wordsOf?: (value: string) => string;
  onRemove: (value: string) => void;
}) =>
  values.length > 0 && (
    <ul className="flex max-h-32 flex-wrap gap-1 overflow-y-auto">
      {values.map((value) => (
        <li key={value} className={tagClasses}>
          <bdi className="min-w-0 truncate">{wordsOf(value)}</bdi>
          <button
            type="button"
            className={tagRemoveClasses}
            aria-label={`Remove ${wordsOf(value)}`}
            onClick={() => onRemove(value)}
          >
            <X size={12} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
