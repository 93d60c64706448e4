import { Combobox } from "@base-ui/react/combobox";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { LoadingRows, optionClasses, SuggestionStatus } from "./suggestion-parts";
import type { Suggestions } from "./use-suggestions";

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
