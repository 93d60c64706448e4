import { useStore } from "@/components/stores/store-provider";
import { LabelledCheckbox } from "@/components/ui/checkbox";
import { isWipe, wildcardsOf } from "@/lib/deletions/scope";
import type { DeleteTarget } from "@/lib/deletions/delete-target";
import type { SelectionPreview } from "@/lib/deletions/types";
import { entityNouns } from "@/lib/deletions/describe-scope";
import { memoryCountWords } from "@/lib/memories/count-words";
import { tells } from "@/lib/stores/limits";

/** What is not deleted, and why; and the choice about immutable memories. */
export const WhatStays = ({
  target,
  preview,
  excludedCount,
  keepsImmutable,
  onKeepsImmutableChange,
}: {
  target: DeleteTarget;
  preview: SelectionPreview;
  excludedCount: number;
  keepsImmutable: boolean;
  onKeepsImmutableChange: (keepsImmutable: boolean) => void;
}) => {
  const store = useStore();
  const tellsImmutable = tells(store, "immutable");
  const keptCount = preview.keptImmutableCount ?? 0;
  const isAll = target.kind === "scope" && isWipe(target.scope);
  const immutableCount = keepsImmutable ? keptCount : preview.immutableCount;
  const sentences = [
    excludedCount > 0 && `The ${memoryCountWords(excludedCount)} that you left out.`,
    target.kind === "scope" && !isAll && wildcardWords(target.scope),
    !isAll &&
      !tellsImmutable &&
      `${store.name} does not tell which memories are immutable: those that match are deleted like the others.`,
    isAll
      ? "Only memories that are stored after this count. Immutable ones are deleted, too."
      : "Memories that are stored after this count, even if they match.",
  ].filter((sentence) => sentence !== false && sentence !== null);
  return (
    <section aria-label="What stays">
      <h3 className="mb-1 text-sm font-semibold">What stays</h3>
      <ul className="grid list-disc gap-0.5 pl-4 text-sm">
        {keepsImmutable && keptCount > 0 && (
          <li>
            {memoryCountWords(keptCount)} that {keptCount === 1 ? "matches and is" : "match and are"}{" "}
            immutable.
          </li>
        )}
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {!isAll && tellsImmutable && (immutableCount > 0 || !keepsImmutable) && (
        <div className="mt-2">
          <LabelledCheckbox
            isChecked={!keepsImmutable}
            onCheckedChange={(takesThem) => onKeepsImmutableChange(!takesThem)}
          >
            {takeWords(immutableCount)}
            <span className="block text-xs text-muted">
              Immutable forbids changing a memory. It can be deleted.
            </span>
          </LabelledCheckbox>
        </div>
      )}
    </section>
  );
};

const takeWords = (count: number): string => {
  if (count === 0) return "Delete immutable memories, too";
  return count === 1
    ? "Delete the 1 immutable memory that matches, too"
    : `Delete the ${count.toLocaleString("en")} immutable memories that match, too`;
};

const wildcardWords = (scope: Extract<DeleteTarget, { kind: "scope" }>["scope"]): string | null => {
  const nouns = wildcardsOf(scope).map((field) => entityNouns[field]);
  return nouns.length === 0 ? null : `Memories without any ${nouns.join(" or ")}.`;
};
