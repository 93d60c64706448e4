import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useStore } from "@/components/stores/store-provider";
import { Button, buttonClasses } from "@/components/ui/button";
import { ViewState } from "@/components/ui/view-state";
import type { FilterField } from "@/lib/filters/filter";
import { memoryCountWords } from "@/lib/memories/count-words";
import { inSentence } from "@/lib/text/in-sentence";
import { memoryFields } from "@/lib/filters/memory-fields";
import type { MemorySearch } from "@/lib/browse/memory-search";
import { SameIds } from "./same-ids";
import { searchedWords } from "./searched-words";

/** Why the table has no rows, and what to do about it. */
export const NoMemories = ({
  search,
  cappedAt,
  canImport,
  onFirstPage,
  onClear,
}: {
  search: MemorySearch;
  /** How many memories were looked at, when there may be more. */
  cappedAt: number | undefined;
  canImport: boolean;
  onFirstPage: () => void;
  onClear: () => void;
}) => {
  const store = useStore();
  if (search.cursor !== null) {
    return (
      <ViewState
        title="This page is empty"
        action={<Button onClick={onFirstPage}>Go to the first page</Button>}
      >
        The memories on it may have been deleted since.
      </ViewState>
    );
  }
  if (search.filter !== null || search.text !== "") {
    const narrowedBy =
      search.text === "" ? "the filter" : search.filter === null ? "the search" : "filter and search";
    return (
      <ViewState title="No memories match" action={<Button onClick={onClear}>Clear {narrowedBy}</Button>}>
        {searchedWords({ search, store, cappedAt }).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {search.text !== "" && <SameIds text={search.text} />}
      </ViewState>
    );
  }
  return (
    <ViewState
      title="This store has no memories"
      action={
        canImport && (
          <Link href="/import" className={buttonClasses("primary")}>
            Import memories
          </Link>
        )
      }
    >
      {canImport ? (
        <>
          Import a file of memories, here or on the command line:
          <code className="mt-2 block font-mono text-xs">npm run import -- FILE</code>
        </>
      ) : store.kind === "builtin" ? (
        "An admin can import some."
      ) : (
        "They appear here when an application adds some."
      )}
    </ViewState>
  );
};

/** The list is not all there is. */
export const CappedNotice = ({ cappedAt }: { cappedAt: number }) => (
  <p role="status" className="flex shrink-0 items-center gap-2 border-b bg-warning-soft px-4 py-1 text-sm">
    <TriangleAlert size={14} aria-hidden className="shrink-0 text-warning" />
    <span>
      Only {memoryCountWords(cappedAt)} of this store could be checked for this view; more may match.
    </span>
  </p>
);

/** Conditions on what a store's memories do not have: neither "none" nor "all" would be an answer. */
export const FilterNotHere = ({ fields, onClear }: { fields: FilterField[]; onClear: () => void }) => (
  <ViewState
    role="alert"
    title={`${useStore().name} cannot answer this filter by ${fields.map((field) => inSentence(memoryFields[field].label)).join(" and ")}`}
    action={<Button onClick={onClear}>Clear the filter</Button>}
  >
    Its memories do not have this, or it does not say. No memories are shown, so that none are mistaken for
    what you asked for.
  </ViewState>
);

/** An address that does not say which memories to show. Showing some anyway would offer the wrong ones for deletion. */
export const UnreadableView = ({ problem, onClear }: { problem: string; onClear: () => void }) => (
  <ViewState role="alert" title={problem} action={<Button onClick={onClear}>Clear the filter</Button>}>
    No memories are shown, so that none are mistaken for what you asked for. The link may have been cut off
    when it was copied.
  </ViewState>
);
