"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { deletionHref } from "@/components/deletions/deletion-columns";
import { useDeletionRequest } from "@/components/deletions/use-deletion-request";
import { Notice } from "@/components/ui/notice";
import { onDemand } from "@/components/ui/on-demand";
import { ErrorState } from "@/components/ui/view-state";
import type { DeleteTarget } from "@/lib/deletions/request/delete-target";
import { isWipeSelection } from "@/lib/deletions/scope/scope";
import type { Selection } from "@/lib/deletions/types";
import { shownError } from "@/lib/http/shown-error";
import type { StoreId } from "@/lib/stores/store-ids";
import { Skeleton } from "@/components/ui/skeleton";
import { exceptionsOf, useExceptions } from "./use-exceptions";

const previewContents = onDemand(() => import("./preview-contents"));
const confirmDialog = onDemand(() => import("@/components/deletions/confirm-dialog"));

/** What a target would delete, counted once and frozen; what to leave out of it; and the way to confirm. One per preview. */
export const PreviewRegion = ({
  store,
  target,
  isStale,
  takesFocus,
}: {
  store: { id: StoreId; name: string };
  target: DeleteTarget;
  /** Whether the form says something else by now. */
  isStale: boolean;
  /** Whether the person asked for it and has done nothing else since. */
  takesFocus: () => boolean;
}) => {
  const router = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);
  const [isAsking, setIsAsking] = useState(false);
  const contents = previewContents.use();
  const dialog = confirmDialog.use(isAsking);
  const isAll = isWipeSelection(target);
  const exceptions = useExceptions();
  const selection: Selection = { ...target, ...exceptionsOf(exceptions.previewed) };
  const deletionRequest = useDeletionRequest({
    storeId: store.id,
    selection,
    onRequested: (deletion) => {
      setIsAsking(false);
      router.push(deletionHref(deletion));
    },
  });
  const { preview, confirmable } = deletionRequest;
  const hasArrived = (preview.data !== undefined && contents !== undefined) || preview.isError;
  const hadArrived = useRef(false);
  // The outside system: the document's focus. It moves to the preview once, for the person who asked for it.
  useEffect(() => {
    if (!hasArrived || hadArrived.current) return;
    hadArrived.current = true;
    if (takesFocus()) heading.current?.focus();
  });

  return (
    <section aria-labelledby="preview-heading" className="grid grid-cols-[minmax(0,1fr)] content-start gap-5">
      <h2
        id="preview-heading"
        ref={heading}
        tabIndex={-1}
        className="w-fit scroll-mt-4 text-lg font-semibold"
      >
        Preview
      </h2>
      {isStale && (
        <div className="sticky top-2 z-20">
          <Notice look="warning" role="status">
            The form has changed since this preview, so it can no longer be confirmed. Preview it again.
          </Notice>
        </div>
      )}
      {preview.isError ? (
        <ErrorState
          title="What would be deleted could not be counted"
          {...shownError(preview.error)}
          onRetry={() => void preview.refetch()}
        />
      ) : preview.data === undefined || contents === undefined ? (
        <PagePreviewSkeleton />
      ) : (
        <contents.PreviewContents
          store={store}
          target={target}
          selection={selection}
          preview={preview.data}
          isConfirmable={confirmable !== undefined && exceptions.isSettled && !isStale}
          exceptions={exceptions}
          onPreviewAgain={deletionRequest.previewAgain}
          onDelete={() => setIsAsking(true)}
        />
      )}
      {isAsking && dialog !== undefined && (
        <dialog.ConfirmDialog
          storeName={store.name}
          selection={selection}
          deletionRequest={deletionRequest}
          onKeepsImmutableChange={
            isAll ? undefined : (keeps) => exceptions.setKeepsImmutable(keeps, deletionRequest.previewAgain)
          }
          onClose={() => setIsAsking(false)}
        />
      )}
    </section>
  );
};

/** In the shape of a preview while it is counted. */
const PagePreviewSkeleton = () => (
  <div role="status" aria-label="Counting what would be deleted" className="grid gap-5">
    <Skeleton className="h-5 w-3/4" />
    <div className="flex gap-2">
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-8 w-40" />
    </div>
    <Skeleton className="h-20 w-full" />
    <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2 xl:grid-cols-3">
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} className="grid gap-2">
          <Skeleton className="w-16" />
          <Skeleton className="h-5 w-full" />
          <Skeleton className="h-5 w-full" />
          <Skeleton className="h-5 w-4/5" />
        </div>
      ))}
    </div>
    <Skeleton className="h-64 w-full" />
  </div>
);
