import Link from "next/link";
import { useStore } from "@/components/stores/store-provider";
import { Button, buttonClasses } from "@/components/ui/button";
import { ViewState } from "@/components/ui/view-state";
import type { MemorySearch } from "@/lib/memories/search";

/** Why the table has no rows, and what to do about it. */
export const NoMemories = ({
  search,
  canImport,
  onFirstPage,
  onClear,
}: {
  search: MemorySearch;
  canImport: boolean;
  onFirstPage: () => void;
  onClear: () => void;
}) => {
  const store = useStore();
  if (search.cursor !== null) {
    return (
      <ViewState
        title="There is nothing on this page"
        action={<Button onClick={onFirstPage}>Go to the first page</Button>}
      >
        Its memories may have been deleted since.
      </ViewState>
    );
  }
  if (search.filter !== null || search.text !== "") {
    const narrowedBy =
      search.text === "" ? "the filter" : search.filter === null ? "the search" : "filter and search";
    return (
      <ViewState title="No memories match" action={<Button onClick={onClear}>Clear {narrowedBy}</Button>}>
        The store was searched with every condition above.
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
        "They appear here when an application has added some."
      )}
    </ViewState>
  );
};

/** An address that does not say which memories to show. Showing some anyway would offer the wrong ones for deletion. */
export const UnreadableView = ({ problem, onClear }: { problem: string; onClear: () => void }) => (
  <ViewState role="alert" title={problem} action={<Button onClick={onClear}>Clear the filter</Button>}>
    No memories are shown, so that none are taken for what you asked for. The address may have been cut off
    when it was copied.
  </ViewState>
);
