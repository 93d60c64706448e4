import { LabelledCheckbox } from "@/components/ui/checkbox";
import { immutableCountWords } from "@/lib/deletions/words/immutable-words";
import type { Selection } from "@/lib/deletions/types";
import type { SelectionPreview } from "@/lib/stores/preview";

/** The choice to keep immutable memories, where there are any. By default they are deleted like all others. */
export const KeepImmutable = ({
  preview,
  selection,
  onKeepsImmutableChange,
}: {
  preview: Pick<SelectionPreview, "immutableCount" | "keptImmutableCount">;
  selection: Selection;
  onKeepsImmutableChange: (keepsImmutable: boolean) => void;
}) => {
  const isKept = "keepsImmutable" in selection && selection.keepsImmutable === true;
  // Both, as while it is counted again the preview is still of the other choice.
  const count = preview.immutableCount + (preview.keptImmutableCount ?? 0);
  if (count === 0 && !isKept) return null;
  return (
    <LabelledCheckbox isChecked={isKept} onCheckedChange={onKeepsImmutableChange}>
      {count === 0 ? "Keep immutable memories" : `Keep the ${immutableCountWords(count)}`}
      <span className="block text-xs text-muted">
        An immutable memory cannot be changed, but it is deleted like any other unless you keep it here.
      </span>
    </LabelledCheckbox>
  );
};
