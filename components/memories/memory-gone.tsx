"use client";

import { useQuery } from "@tanstack/react-query";
import { CheckCircle2, CircleAlert, CircleDashed } from "lucide-react";
import Link from "next/link";
import { deletionHref } from "@/components/deletions/deletion-columns";
import { actorWords } from "@/components/deletions/deletion-words";
import { useStore } from "@/components/stores/store-provider";
import { buttonClasses } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { JustAgo } from "@/components/ui/just-ago";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState, ViewState } from "@/components/ui/view-state";
import { deletionsOfMemoryQuery } from "@/lib/deletions/query-options";
import type { MemoryDeletion } from "@/lib/deletions/types";
import { shownError } from "@/lib/http/shown-error";
import type { MemoryId } from "@/lib/memories/types";
import { deletedAtOf, goneTitle, itemWords, takenVerdict, unknownWords } from "./gone-words";
import { VisibleText } from "@/components/ui/visible-text";

/** What stands in the place of a memory that the store does not have: which deletion took it, as far as Lethe knows. */
export const MemoryGone = ({ id }: { id: MemoryId }) => {
  const store = useStore();
  const query = useQuery(deletionsOfMemoryQuery(id));
  if (query.data === undefined) {
    if (query.error === null) return <GoneSkeleton />;
    return (
      <ErrorState
        title={`This memory is not in ${store.name}`}
        message={`Lethe could not look up whether a deletion removed it. ${shownError(query.error).message}`}
        requestId={shownError(query.error).requestId}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const { deletions, isComplete } = query.data;
  const here = deletions.filter(({ deletion }) => deletion.storeId === store.id);
  const taking = here.find(({ state }) => state === "deleted");
  const others = deletions.filter((each) => each !== taking);
  return (
    <ViewState
      role="status"
      title={taking === undefined ? goneTitle(here, store.name) : "This memory was deleted"}
      action={
        taking !== undefined && (
          <Link href={deletionHref(taking.deletion)} className={buttonClasses("primary")}>
            Open the deletion
          </Link>
        )
      }
    >
      {taking === undefined ? (
        <p>{unknownWords(store, here.length > 0, isComplete)}</p>
      ) : (
        <Taking {...taking} />
      )}
      {others.length > 0 && <Others others={others} isBeside={taking !== undefined} />}
    </ViewState>
  );
};

const Taking = ({ deletion }: MemoryDeletion) => {
  const { look, words } = takenVerdict(deletion);
  const verifiedAt = deletion.verification?.verifiedAt;
  const { Icon, classes } = verdictLooks[look];
  return (
    <div className="grid justify-items-center gap-1">
      <p>
        Deleted <JustAgo at={deletedAtOf(deletion)} /> by{" "}
        <bdi className="break-all text-text">{actorWords(deletion.actor)}</bdi>
      </p>
      <p className="flex items-center gap-1.5">
        <Icon size={14} aria-hidden className={`shrink-0 ${classes}`} />
        <span>
          {words}
          {verifiedAt !== undefined && (
            <>
              {" "}
              (<JustAgo at={verifiedAt} />)
            </>
          )}
        </span>
      </p>
      {deletion.ticket !== null && (
        <p>
          Ticket{" "}
          <bdi className="break-all">
            <VisibleText text={deletion.ticket} />
          </bdi>
        </p>
      )}
      <p className="mt-2 text-xs">Lethe keeps no text of deleted memories.</p>
    </div>
  );
};

const verdictLooks = {
  success: { Icon: CheckCircle2, classes: "text-success" },
  warning: { Icon: CircleAlert, classes: "text-warning" },
  info: { Icon: CircleDashed, classes: "text-muted" },
} as const;

const Others = ({ others, isBeside }: { others: readonly MemoryDeletion[]; isBeside: boolean }) => (
  <section aria-label="Deletions that list it" className="mt-4 text-left">
    <h3 className="font-medium text-text">
      {isBeside ? "Other deletions that list it" : "Deletions that list it"}
    </h3>
    <ul className="mt-1 grid gap-1">
      {others.map((each) => (
        <li key={each.deletion.id}>
          <Link href={deletionHref(each.deletion)} className="text-accent hover:underline">
            <Instant at={each.deletion.createdAt} />, {actorWords(each.deletion.actor)}
          </Link>
          : {itemWords(each)}
        </li>
      ))}
    </ul>
  </section>
);

const GoneSkeleton = () => (
  <div role="status" aria-label="Loading" className="grid justify-items-center gap-3 px-4 py-16">
    <Skeleton className="w-48" />
    <Skeleton className="w-64" />
  </div>
);
