import { Combobox } from "@base-ui/react/combobox";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { Suggestions } from "./use-suggestions";

export const optionClasses =
  "flex min-h-7 cursor-default items-center gap-2 rounded px-2 py-1 text-sm outline-none select-none data-highlighted:bg-hover";

/** Existing values with their counts, or what there is to say instead. Stands inside a Combobox or Autocomplete root. */
export const SuggestionList = ({
  suggestions,
  text,
  onPick,
}: {
  suggestions: Suggestions;
  text: string;
  /** Where the root does not remember what was chosen. */
  onPick?: (value: string) => void;
}) => {
  const { counts, labelOf, error, isBusy, retry } = suggestions;
  return (
    <div aria-busy={isBusy}>
      <Combobox.Status className="text-xs text-muted">
        <SuggestionStatus suggestions={suggestions} text={text} />
      </Combobox.Status>
      {error !== null && (
        <Button look="quiet" size="small" onClick={retry}>
          Try again
        </Button>
      )}
      {counts === null && error === null && <LoadingRows />}
      <Combobox.List
        aria-label="Existing values"
        className="max-h-60 scroll-py-1 overflow-y-auto overscroll-contain outline-none data-empty:hidden"
      >
        {(value: string) => (
          <Combobox.Item key={value} value={value} className={optionClasses} onClick={() => onPick?.(value)}>
            <bdi className="min-w-0 flex-1 truncate text-left" title={value}>
              {labelOf(value)}
            </bdi>
            <Combobox.ItemIndicator className="text-accent">
              <Check size={14} aria-hidden />
            </Combobox.ItemIndicator>
            <span className="text-xs text-muted">{counts?.get(value)}</span>
          </Combobox.Item>
        )}
      </Combobox.List>
    </div>
  );
};

/** Puts the list right below the text box, or lets it float there. */
export const SuggestionPlace = ({ isInline, children }: { isInline: boolean; children: ReactNode }) =>
  isInline ? (
    <div className="-mx-1 min-h-8">{children}</div>
  ) : (
    <Combobox.Portal>
      <Combobox.Positioner sideOffset={4} align="start" collisionPadding={8} className="z-[60]">
        <Combobox.Popup
          role="region"
          aria-label="Suggestions"
          className="w-(--anchor-width) min-w-64 max-w-(--available-width) rounded-md border bg-raised p-1 shadow-lg"
        >
          {children}
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );

/** Why there is no list of values, or why it is short. */
export const SuggestionStatus = ({ suggestions, text }: { suggestions: Suggestions; text: string }) => {
  const { counts, isBusy, error } = suggestions;
  if (error !== null) {
    return (
      <p className="px-2 py-1">
        Existing values could not be loaded. {error.message} You can still type a value.
      </p>
    );
  }
  if (counts === null) return <span className="sr-only">Loading existing values…</span>;
  if (counts.size > 0 || isBusy) return null;
  const none =
    text === "" ? "There are no values yet." : `No existing value contains “${text}”. You can use it anyway.`;
  return <p className="px-2 py-1 break-words">{none}</p>;
};

export const LoadingRows = () => (
  <div className="grid">
    {["w-32", "w-24", "w-28"].map((width) => (
      <div key={width} className="flex h-7 items-center justify-between px-2">
        <Skeleton className={width} />
        <Skeleton className="w-6" />
      </div>
    ))}
  </div>
);
