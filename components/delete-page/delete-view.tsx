"use client";

import { UnreadableAddress } from "@/components/layout/load-states";
import { useRef, useState } from "react";
import { LiveIndicator } from "@/components/live/live-indicator";
import { PageHeader } from "@/components/layout/page-header";
import { useStore } from "@/components/stores/store-provider";
import { StoreTag } from "@/components/stores/store-tag";
import { targetFrom, type DeleteTarget, type ReadTarget } from "@/lib/deletions/request/delete-target";
import { wildcardsOf } from "@/lib/deletions/scope/scope";
import { DeleteForm } from "./delete-form";
import { PreviewRegion } from "./preview-region";
import { useDeleteForm, type DeleteForm as Form } from "./use-delete-form";
import type { DeleteSearch } from "@/lib/deletions/scope/delete-search";

type Props = {
  /** Whether this member may delete by a wildcard, and wipe. */
  canDeleteAll: boolean;
};

type Arrival = {
  /** Another object each time the page was navigated to. */
  arrival: object;
};

/** The page that deletes by scope or by filter: what to delete on the one side, its preview on the other. */
export const DeleteView = ({ arrival, ...props }: Props & Arrival) => {
  const form = useDeleteForm(arrival);
  return (
    <>
      <PageHeader
        title="Delete"
        note={
          <span className="flex flex-wrap items-center gap-x-3">
            <StoreTag />
            <LiveIndicator isNotified={useStore().kind === "builtin"} />
            Nothing is deleted until you have previewed and confirmed it.
          </span>
        }
      />
      {form.result.ok ? (
        <DeletePage {...props} form={form} search={form.result.search} />
      ) : (
        <UnreadableAddress problem={form.result.problem} onClear={form.clearAll} />
      )}
    </>
  );
};

/** A requested preview. Each has a number of its own, so that asking again counts again. */
type RequestedPreview = { number: number; target: DeleteTarget };

const DeletePage = ({ canDeleteAll, form, search }: Props & { form: Form; search: DeleteSearch }) => {
  const store = useStore();
  const read = targetFrom(search);
  const [requested, setRequested] = useState<RequestedPreview | null>(() => requestedOnArrival(read));
  const askedFrom = useRef<Element | null>(null);
  const preview = () => {
    if (!read.ok) return;
    askedFrom.current = document.activeElement;
    setRequested((before) => ({ number: (before?.number ?? 0) + 1, target: read.target }));
  };
  const isStale = requested !== null && !(read.ok && isSame(read.target, requested.target));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-6 px-4 py-5 lg:grid-cols-[22rem_minmax(0,1fr)]">
      <div>
        <DeleteForm
          form={form}
          search={search}
          read={read}
          store={store}
          canDeleteAll={canDeleteAll}
          onPreview={preview}
        />
      </div>
      {requested !== null && (
        <PreviewRegion
          key={requested.number}
          store={store}
          target={requested.target}
          isStale={isStale}
          takesFocus={() => askedFrom.current !== null && document.activeElement === askedFrom.current}
        />
      )}
    </div>
  );
};

/** A followed link is previewed at once, unless it has wildcards: their warning has to be read first. */
const requestedOnArrival = (read: ReadTarget): RequestedPreview | null => {
  if (!read.ok) return null;
  const hasWildcards = read.target.kind === "scope" && wildcardsOf(read.target.scope).length > 0;
  return hasWildcards ? null : { number: 0, target: read.target };
};

const isSame = (one: DeleteTarget, other: DeleteTarget): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
