import { CircleAlert, CircleCheck } from "lucide-react";
import Link from "next/link";
import { DeletionStatusBadge } from "@/components/deletions/deletion-status";
import { deletionHref } from "@/components/deletions/deletion-columns";
import { ProgressWords } from "@/components/deletions/deletion-progress";
import { DeletionLimits } from "@/components/deletions/deletion-limits";
import { VerificationMark } from "@/components/deletions/verification-mark";
import { Instant } from "@/components/ui/instant";
import { useClock } from "@/components/ui/use-clock";
import { VisibleText } from "@/components/ui/visible-text";
import { copiesStateOf } from "@/lib/deletions/copies";
import { isFinished } from "@/lib/deletions/status";
import type { Deletion } from "@/lib/deletions/types";
import { describeDeletion } from "@/lib/deletions/words/describe-deletion";
import { memoryCountWords } from "@/lib/memories/count-words";
import { builtinStoreId } from "@/lib/stores/store-ids";
import type { LastSearch, TicketView } from "@/lib/tickets/types";
import { lookWords } from "./look-words";
import { unsearchedSentences } from "./unsearched-words";
import { Nothing, TicketRegion } from "./ticket-region";
import { plural } from "./verdict-words";

/** What the search for the person found, and what of it was chosen. */
export const FoundRegion = ({ view: { findings, lastSearch } }: { view: TicketView }) => (
  <TicketRegion title="Found">
    {findings === null ? (
      <Nothing>Nobody has searched for the person from this ticket yet.</Nothing>
    ) : (
      <p className="text-sm">
        {findings.theirsCount.toLocaleString("en")} theirs · {findings.aboutCount.toLocaleString("en")} about
        them, under others · {findings.inTheirRunsCount.toLocaleString("en")} by agents, in their runs
        {findings.possiblyTheirsCount > 0 &&
          ` · ${findings.possiblyTheirsCount.toLocaleString("en")} possibly also theirs`}
        <span className="block text-muted">
          {memoryCountWords(findings.chosenCount)} in {plural(findings.storeCount, "store")} chosen,{" "}
          <Instant at={findings.at} />
        </span>
      </p>
    )}
    <Unsearched notSearched={findings?.notSearched ?? []} />
    {lastSearch !== null && lastSearch.at !== findings?.at && lastSearch.notSearched.length > 0 && (
      <div className="grid gap-1 text-sm">
        <p className="text-muted">
          In the last search, <Instant at={lastSearch.at} />:
        </p>
        <Unsearched notSearched={lastSearch.notSearched} />
      </div>
    )}
  </TicketRegion>
);

/** What a search does not know, so that nothing found is not taken for nothing there. */
const Unsearched = ({ notSearched }: { notSearched: LastSearch["notSearched"] }) =>
  unsearchedSentences(notSearched).map((sentence) => (
    <p key={sentence} dir="auto" className="flex items-start gap-1.5 text-sm text-warning">
      <CircleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
      {sentence}
    </p>
  ));

/** The deletions of the ticket, with their state and what reading back found. */
export const ErasedRegion = ({ view: { deletions, deletionCount, ticket } }: { view: TicketView }) => (
  <TicketRegion title="Erased">
    {deletions.length === 0 ? (
      <Nothing>
        Nothing was deleted for this ticket yet. A deletion that names {ticket.reference} as its ticket
        appears here.
      </Nothing>
    ) : (
      <ul className="grid grid-cols-[minmax(0,1fr)] divide-y text-sm">
        {deletions.map((deletion) => (
          <li key={deletion.id} className="grid grid-cols-[minmax(0,1fr)] gap-1 py-2">
            <span className="flex min-w-0 flex-wrap items-center gap-x-3">
              <Link
                href={deletionHref(deletion)}
                dir="auto"
                className="min-w-0 truncate font-medium hover:underline"
                title={describeDeletion(deletion)}
              >
                {describeDeletion(deletion)}
              </Link>
            </span>
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <DeletionStatusBadge deletion={deletion} />
              <ProgressWords deletion={deletion} />
              <VerificationMark deletion={deletion} />
              <span className="text-muted">
                <bdi>{deletion.storeName}</bdi>, <Instant at={deletion.createdAt} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    )}
    {deletionCount > deletions.length && (
      <Link
        href={`/history?${new URLSearchParams({ ticket: ticket.reference }).toString()}`}
        className="text-sm underline"
      >
        All {deletionCount.toLocaleString("en")} deletions in the history
      </Link>
    )}
  </TicketRegion>
);

/** What the deletions do not reach: copies that stores keep, and places that nobody can look into. */
export const NotCoveredRegion = ({ view: { deletions } }: { view: TicketView }) => {
  const ended = deletions.filter(({ status }) => isFinished(status));
  if (ended.length === 0) return null;
  const withCopies = ended.filter((deletion) => copiesWordsOf(deletion) !== null);
  // Of each store the one that ended last: a clean that covers it covers those before.
  const last = new Map(
    ended
      .toSorted((a, b) => (a.finishedAt ?? "").localeCompare(b.finishedAt ?? ""))
      .map((deletion) => [deletion.storeId, deletion]),
  );
  return (
    <TicketRegion title="Not covered">
      {withCopies.length > 0 && (
        <ul className="grid gap-1 text-sm">
          {withCopies.map((deletion) => (
            <li key={deletion.id} className="flex flex-wrap items-center gap-x-3">
              <span className="inline-flex items-center gap-1.5 text-warning">
                <CircleAlert size={14} aria-hidden />
                <bdi>{deletion.storeName}</bdi>: {copiesWordsOf(deletion)}
              </span>
              <Link href={deletionHref(deletion)} className="underline">
                Open the deletion
              </Link>
            </li>
          ))}
        </ul>
      )}
      {[...last.values()].map((deletion) => (
        <div key={deletion.storeId} className="grid gap-0.5 text-sm">
          {last.size > 1 && (
            <p className="font-medium">
              <VisibleText text={deletion.storeName} />
            </p>
          )}
          <DeletionLimits deletion={deletion} />
        </div>
      ))}
    </TicketRegion>
  );
};

/** What is left of the copies that a store keeps; null when nothing is, as far as was looked. */
const copiesWordsOf = (deletion: Deletion): string | null => {
  if (deletion.storeId === builtinStoreId) return null;
  switch (copiesStateOf(deletion)) {
    case "residual":
      return "copies are still kept";
    case "removed_unverified":
      return "copies were removed, and not verified since";
    case "unclear":
      return "copies may still be kept";
    case "out_of_reach":
      return "some copies are out of reach";
    case "not_checked":
      return "copies were not looked for";
    case "removed":
    case "none":
    case null:
      return null;
  }
};

/** The later searches for the person, and when the next one is. */
export const LookedAgainRegion = ({ view: { looks, ticket } }: { view: TicketView }) => {
  if (looks.length === 0 && ticket.lookAt === null) return null;
  return (
    <TicketRegion title="Looked at again">
      <ul className="grid gap-1 text-sm">
        {looks.map(({ at, stores }) => {
          const { words, isGood } = lookWords(stores);
          const Icon = isGood ? CircleCheck : CircleAlert;
          return (
            <li key={at} className="flex flex-wrap items-center gap-x-2">
              <Icon size={14} aria-hidden className={isGood ? "text-success" : "text-warning"} />
              <span>{words}</span>
              <span className="text-muted">
                <Instant at={at} />
              </span>
            </li>
          );
        })}
        {ticket.lookAt !== null && (
          <li className="text-muted">
            <NextLook at={ticket.lookAt} />
          </li>
        )}
      </ul>
    </TicketRegion>
  );
};

/** What is to come within a minute, or is overdue, has not been "just now". */
const NextLook = ({ at }: { at: string }) => {
  const now = useClock("halfMinute");
  if (now !== null && Date.parse(at) - now < minuteMs) return "Next within minutes";
  return (
    <>
      Next <Instant at={at} />
    </>
  );
};
const minuteMs = 60_000;
