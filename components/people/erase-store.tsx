import { Database } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { changedSinceWords } from "@/components/deletions/changed-since-words";
import { deletionHref } from "@/components/deletions/deletion-columns";
import { PreviewBreakdown, PreviewRemarks, PreviewSample } from "@/components/deletions/deletion-preview";
import { WhoCan } from "@/components/deletions/who-can";
import { Button, buttonClasses } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { effectSentences } from "@/lib/deletions/words/effect-sentences";
import { shownError } from "@/lib/http/shown-error";
import { memoryCountWords } from "@/lib/memories/count-words";
import type { SelectionPreview } from "@/lib/stores/preview";
import type { PreviewedPart } from "./use-erasure";

/** One store in the dialog: what would be erased in it, or how far it is with that. */
export const EraseStore = ({
  part,
  isAlone,
}: {
  part: PreviewedPart;
  /** Whether it is the only store, and has room for everything. */
  isAlone: boolean;
}) => {
  const { store, selection, preview, changedSince, sending } = part;
  const counted = preview?.data;
  return (
    <li aria-label={store.name} className="grid grid-cols-[minmax(0,1fr)] gap-3 px-3 py-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Database size={14} aria-hidden className="shrink-0 text-muted" />
        <bdi className="min-w-0 flex-1 font-medium wrap-anywhere">{store.name}</bdi>
        {counted !== undefined && <span>{memoryCountWords(counted.count)}</span>}
      </p>
      {sending !== null ? (
        <Sent sending={sending} />
      ) : preview?.isError === true ? (
        <Failed
          error={preview.error}
          words="What would be erased here could not be counted."
          onAgain={() => void preview.refetch()}
        />
      ) : counted === undefined ? (
        <div role="status" aria-label={`Counting in ${store.name}`} className="grid gap-2">
          <Skeleton className="w-1/2" />
          <Skeleton className="w-3/4" />
        </div>
      ) : (
        <>
          {changedSince !== null && (
            <Notice look="warning" role="alert">
              {changedSinceWords(changedSince, counted.count + counted.absentCount)}
            </Notice>
          )}
          {counted.count === 0 ? (
            <p className="text-sm text-muted">None of them is here any more. There is nothing to erase.</p>
          ) : (
            <>
              {counted.whoCan !== null && (
                <WhoCan
                  roles={counted.whoCan}
                  sentences={effectSentences({ ...counted, selection }, store.name)}
                />
              )}
              {counted.waitsForApproval && (
                <Notice>
                  Another admin has to approve this. Until then these memories are frozen, and nothing is
                  deleted.
                </Notice>
              )}
              <PreviewRemarks preview={counted} selection={selection} />
              <Near preview={counted} />
              <Details isOpen={isAlone}>
                <PreviewBreakdown preview={counted} />
                <PreviewSample preview={counted} />
              </Details>
            </>
          )}
        </>
      )}
    </li>
  );
};

/** Agents' memories of the same runs, which were not chosen. */
const Near = ({ preview: { near } }: { preview: SelectionPreview }) =>
  near.kind === "counted" &&
  near.count > 0 && (
    <p className="text-sm text-muted">
      {memoryCountWords(near.count)} without a user, of the same runs, {near.count === 1 ? "stays" : "stay"}.
    </p>
  );

/** With several stores, what helps to judge each is folded away; what has to be known is not in it. */
const Details = ({ isOpen, children }: { isOpen: boolean; children: ReactNode }) =>
  isOpen ? (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">{children}</div>
  ) : (
    <details>
      <summary className="w-fit cursor-pointer text-sm text-muted">Whose they are, and a few of them</summary>
      <div className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-3">{children}</div>
    </details>
  );

const Sent = ({ sending }: { sending: NonNullable<PreviewedPart["sending"]> }) => {
  switch (sending.kind) {
    case "sending":
      return (
        <p role="status" className="text-sm text-muted">
          Requesting…
        </p>
      );
    case "failed":
      return (
        <Failed
          error={sending.error}
          words="The deletion could not be requested here. If it was accepted after all, trying again does not start a second one."
          onAgain={sending.again}
        />
      );
    case "requested":
      return (
        <Notice
          look={sending.deletion.needsApproval ? "warning" : "info"}
          role="status"
          action={
            <Link href={deletionHref(sending.deletion)} className={buttonClasses("plain", "small")}>
              View deletion
            </Link>
          }
        >
          {sending.deletion.needsApproval
            ? "Requested. Another admin has to approve it before anything is deleted."
            : "Requested."}
        </Notice>
      );
  }
};

const Failed = ({ error, words, onAgain }: { error: Error; words: string; onAgain: () => void }) => {
  const { message, requestId } = shownError(error);
  return (
    <Notice
      look="warning"
      role="alert"
      action={
        <Button size="small" onClick={onAgain}>
          Try again
        </Button>
      }
    >
      {words} {message}
      {requestId !== null && <span className="block font-mono text-xs">Request {requestId}</span>}
    </Notice>
  );
};
