"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useStore } from "@/components/stores/store-provider";
import { Button, buttonClasses } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { Filter } from "@/lib/filters/filter";
import { shownError } from "@/lib/http/shown-error";
import { countWords } from "@/lib/memories/count-words";
import type { Count } from "@/lib/memories/types";
import { worklistHref } from "./worklist-href";

export type CountedList = {
  data: Count | undefined;
  error: Error | null;
  isFetching: boolean;
  refetch: () => unknown;
};

/** A list: what it is, why one would look at it, how many, and the way to its memories. */
export const WorklistRow = ({
  title,
  why,
  filter,
  count,
  choices,
}: {
  title: string;
  why: string;
  /** Null when the store does not have what it goes by. */
  filter: Filter | null;
  count: CountedList | null;
  choices?: ReactNode;
}) => {
  const store = useStore();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-56 flex-1">
        <h3 className="text-sm font-medium">{title}</h3>
        <p className="max-w-[70ch] text-sm text-muted">{why}</p>
      </div>
      {choices}
      <div className="ml-auto flex min-h-8 min-w-52 items-center justify-end gap-3 text-sm">
        {filter === null ? (
          <span className="text-right text-muted">{store.name} cannot tell.</span>
        ) : (
          <>
            <CountState count={count} title={title} />
            <Link
              href={worklistHref(filter, store.id)}
              prefetch={false}
              aria-label={`Open ${title} in the table`}
              className={buttonClasses("plain", "small")}
            >
              Open
              <ArrowRight aria-hidden className="size-3.5" />
            </Link>
          </>
        )}
      </div>
    </li>
  );
};

const CountState = ({ count, title }: { count: CountedList | null; title: string }) => {
  if (count?.data !== undefined)
    return (
      <span className={count.data.value === 0 ? "text-muted" : "font-medium"} aria-busy={count.isFetching}>
        {count.data.value === 0 ? "None" : countWords(count.data)}
      </span>
    );
  if (count?.error == null)
    return (
      <span role="status" aria-label={`Counting ${title}`}>
        <Skeleton className="w-24" />
      </span>
    );
  return (
    <span role="alert" className="flex items-center gap-2 text-right text-muted">
      {shownError(count.error).message}
      <Button size="small" onClick={() => void count.refetch()}>
        Try again
      </Button>
    </span>
  );
};
