"use client";

import Link from "next/link";
import { useAllowedPages } from "@/components/layout/allowed-pages";
import { Button, buttonClasses } from "@/components/ui/button";
import { ViewState } from "@/components/ui/view-state";

export const EmptyHistory = ({
  isFiltered,
  isLaterPage,
  onClear,
  onFirstPage,
}: {
  isFiltered: boolean;
  isLaterPage: boolean;
  onClear: () => void;
  onFirstPage: () => void;
}) => {
  const isMemoriesAllowed = useAllowedPages().includes("/memories");
  if (isLaterPage) {
    return (
      <ViewState
        title="There are no older deletions"
        action={<Button onClick={onFirstPage}>Show the newest</Button>}
      />
    );
  }
  if (isFiltered) {
    return (
      <ViewState
        title="No deletion matches this filter"
        action={<Button onClick={onClear}>Clear filter</Button>}
      >
        A new deletion that matches appears here automatically.
      </ViewState>
    );
  }
  return (
    <ViewState
      title="No deletions yet"
      action={
        isMemoriesAllowed ? (
          <Link href="/memories" className={buttonClasses("primary")}>
            Go to memories
          </Link>
        ) : undefined
      }
    >
      A deletion is one confirmed request to delete memories. Each one is listed here with who requested it,
      when, and what happened to every memory. The list stays after the memories are gone, and contains none
      of their text.
    </ViewState>
  );
};
