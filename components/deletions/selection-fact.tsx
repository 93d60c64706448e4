import { CopyButton } from "@/components/ui/copy-button";
import { describeSelection } from "@/lib/deletions/words/describe-deletion";
import { describeScope } from "@/lib/deletions/words/describe-scope";
import { Instant } from "@/components/ui/instant";
import type { Deletion, FilterState, ShownSelection } from "@/lib/deletions/types";
import { writeSelection } from "@/lib/deletions/request/write-selection";
import { describeFilter } from "@/lib/filters/describe-filter";
import { memoryCountWords } from "@/lib/memories/count-words";

/** What was to be deleted: in words, and exactly, as JSON. */
export const SelectionFact = ({
  deletion: { selection, filter, cutoffAt },
}: {
  deletion: Pick<Deletion, "selection" | "filter" | "cutoffAt">;
}) => {
  const json = writeSelection(selection, 2);
  return (
    <>
      <span dir="auto">{selectionWords(selection, cutoffAt)}</span>
      <ReferencesNote filter={filter} />
      <details className="mt-1">
        <summary className="w-fit cursor-pointer rounded-sm text-muted hover:text-text">As JSON</summary>
        <div className="relative mt-1">
          <pre
            tabIndex={0}
            aria-label="Selection as JSON"
            className="max-h-80 overflow-auto rounded-md border bg-canvas py-2 pr-10 pl-3 font-mono text-xs leading-5"
          >
            {json}
          </pre>
          <div className="absolute top-1 right-1 rounded-md bg-canvas">
            <CopyButton text={json} label="Copy the selection as JSON" />
          </div>
        </div>
      </details>
    </>
  );
};

/** Why texts and IDs stand as references. */
const ReferencesNote = ({ filter }: { filter: FilterState }) => {
  switch (filter.state) {
    case "plain":
      return null;
    case "hidden":
      return (
        <span className="block text-muted">
          Your role does not show texts and IDs of filters. The same reference means the same value everywhere
          in Lethe.
        </span>
      );
    case "erased":
      return (
        <span className="block text-muted">
          Its texts and IDs were erased <Instant at={filter.at} />. The same reference means the same value
          everywhere in Lethe.
        </span>
      );
  }
};

const selectionWords = (selection: ShownSelection, cutoffAt: string): string => {
  switch (selection.kind) {
    case "listed":
      return `${memoryCountWords(selection.count)}, listed one by one`;
    case "entity":
      return `Memories ${describeSelection(selection, cutoffAt)}`;
    case "scope":
      return `Memories ${describeScope(selection.scope)}${leftOutWords(selection)}`;
    case "matching":
      return (
        (selection.filter === null
          ? "All memories in the store"
          : `Memories where ${describeFilter(selection.filter, new Date(cutoffAt))}`) +
        leftOutWords(selection)
      );
  }
};

const leftOutWords = ({
  excludedCount,
  keepsImmutable,
}: {
  excludedCount: number;
  keepsImmutable: boolean;
}): string =>
  (keepsImmutable ? ", immutable ones kept" : "") +
  (excludedCount === 0
    ? ""
    : `, except ${memoryCountWords(excludedCount)} that ${excludedCount === 1 ? "was" : "were"} left out`);
