"use client";

import { useQueries } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useId, useRef } from "react";
import { deletionHref } from "@/components/deletions/deletion-columns";
import { ProgressWords } from "@/components/deletions/deletion-progress";
import { DeletionStatusBadge } from "@/components/deletions/deletion-status";
import { LiveIndicator } from "@/components/live/live-indicator";
import { buttonClasses } from "@/components/ui/button";
import { deletionQuery } from "@/lib/deletions/query-options";
import { isFinished } from "@/lib/deletions/status";
import type { Deletion } from "@/lib/deletions/types";
import { verdictOf } from "@/lib/deletions/words/verdict";
import { StoreName } from "./found-entity-line";

/** What was requested here, as it stands now. */
export const useRequestedDeletions = (requested: readonly Deletion[]): Deletion[] =>
  useQueries({
    queries: requested.map((deletion) => ({ ...deletionQuery(deletion.id), initialData: deletion })),
    combine: (answers) => answers.map(({ data }) => data),
  });

/** The deletions that were requested here, one for each store, with their end as soon as it is known. */
export const RequestedDeletions = ({ deletions }: { deletions: readonly Deletion[] }) => {
  const headingId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const newest = deletions.at(-1)?.id;
  // The outside system: the document's focus. The dialog has returned it to a button; what it led to stands here.
  useEffect(() => {
    if (newest === undefined) return undefined;
    const frame = requestAnimationFrame(() => heading.current?.scrollIntoView({ block: "nearest" }));
    return () => cancelAnimationFrame(frame);
  }, [newest]);
  return (
    <section aria-labelledby={headingId} className="overflow-hidden rounded-md border bg-surface">
      <header className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 border-b bg-canvas px-3 py-2">
        <h2 id={headingId} ref={heading} tabIndex={-1} className="scroll-mt-4 font-semibold">
          Requested
        </h2>
        <LiveIndicator />
      </header>
      <ul className="divide-y">
        {deletions.map((deletion) => (
          <li key={deletion.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2.5">
            <DeletionStatusBadge deletion={deletion} />
            <div className="grid min-w-0 flex-1 basis-56 gap-0.5">
              <p className="text-sm">{stateWords(deletion)}</p>
              <p className="flex flex-wrap items-center gap-x-3 text-xs text-muted">
                <StoreName name={deletion.storeName} />
                <ProgressWords deletion={deletion} />
                {deletion.ticket !== null && <bdi className="wrap-anywhere">{deletion.ticket}</bdi>}
              </p>
            </div>
            <Link href={deletionHref(deletion)} className={buttonClasses("plain", "small")}>
              View deletion
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
};

const stateWords = (deletion: Deletion): string => {
  if (isFinished(deletion.status)) return verdictOf(deletion)?.words ?? "Ended";
  const count = (deletion.requestedCount ?? deletion.expectedCount ?? 0).toLocaleString("en");
  return deletion.needsApproval && deletion.status === "waiting"
    ? `${count} to be deleted, once another admin has approved it. Nothing has been deleted yet.`
    : `${count} to be deleted`;
};
