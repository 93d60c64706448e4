import { KeepImmutable } from "@/components/deletions/keep-immutable";
import { HeldWords } from "@/components/holds/held-words";
import { useStore } from "@/components/stores/store-provider";
import { isWipeSelection, wildcardsOf } from "@/lib/deletions/scope/scope";
import type { DeleteTarget } from "@/lib/deletions/request/delete-target";
import type { Selection } from "@/lib/deletions/types";
import type { SelectionPreview } from "@/lib/stores/preview";
import { entityNouns } from "@/lib/deletions/words/describe-scope";
import { memoryCountWords } from "@/lib/memories/count-words";
import { providesField } from "@/lib/stores/provided-fields";

/** What is not deleted, and why; and the choice about immutable memories. */
export const WhatStays = ({
  target,
  selection,
  preview,
  excludedCount,
  onKeepsImmutableChange,
}: {
  target: DeleteTarget;
  selection: Selection;
  preview: SelectionPreview;
  excludedCount: number;
  onKeepsImmutableChange: (keepsImmutable: boolean) => void;
}) => {
  const store = useStore();
  const keptCount = preview.keptImmutableCount ?? 0;
  const isAll = isWipeSelection(target);
  const sentences = [
    excludedCount > 0 && `The ${memoryCountWords(excludedCount)} you left out.`,
    keptCount > 0 &&
      `${memoryCountWords(keptCount)} that ${keptCount === 1 ? "matches and is" : "match and are"} immutable.`,
    target.kind === "scope" && !isAll && wildcardWords(target.scope),
    !isAll &&
      !providesField(store, "immutable") &&
      `${store.name} does not say which memories are immutable: those that match are deleted like the others.`,
    isAll
      ? "Only memories stored after this count. Immutable ones are deleted too."
      : "Memories stored after this count, even if they match.",
  ].filter((sentence) => sentence !== false && sentence !== null);
  return (
    <section aria-label="What stays">
      <h3 className="mb-1 text-sm font-semibold">What stays</h3>
      <ul className="grid list-disc gap-0.5 pl-4 text-sm">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {preview.heldCount > 0 && (
          <li>
            <HeldWords count={preview.heldCount} heldBy={preview.heldBy} />
          </li>
        )}
      </ul>
      {!isAll && (
        <div className="mt-2 empty:hidden">
          <KeepImmutable
            preview={preview}
            selection={selection}
            onKeepsImmutableChange={onKeepsImmutableChange}
          />
        </div>
      )}
    </section>
  );
};

const wildcardWords = (scope: Extract<DeleteTarget, { kind: "scope" }>["scope"]): string | null => {
  const nouns = wildcardsOf(scope).map((field) => entityNouns[field]);
  return nouns.length === 0 ? null : `Memories without any ${nouns.join(" or ")}.`;
};
