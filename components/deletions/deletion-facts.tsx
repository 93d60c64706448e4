import Link from "next/link";
import type { ReactNode } from "react";
import { useAllowedPages } from "@/components/layout/allowed-pages";
import { ticketHref } from "@/components/tickets/ticket-href";
import { CopyButton } from "@/components/ui/copy-button";
import { Instant } from "@/components/ui/instant";
import type { Deletion } from "@/lib/deletions/types";
import { DeletionDuration } from "./duration";
import { actorWords, operationWords } from "./deletion-words";
import { SelectionFact } from "./selection-fact";
import { VisibleText } from "@/components/ui/visible-text";

/** What is known of a deletion besides its numbers. */
export const DeletionFacts = ({ deletion }: { deletion: Deletion }) => {
  const { actor } = deletion;
  return (
    <dl className="grid gap-x-6 text-sm sm:grid-cols-[9rem_minmax(0,1fr)]">
      <Fact label="Who">
        {actor.kind === "rule" ? (
          <Link href={`/settings/retention/${actor.id}`} dir="auto" className="underline">
            {actorWords(actor)}
          </Link>
        ) : (
          <span dir="auto">{actorWords(actor)}</span>
        )}
        {actor.kind !== "system" && actor.kind !== "rule" && (
          <span className="text-muted"> as {actor.role}</span>
        )}
      </Fact>
      <Fact label="Requested">
        <Instant at={deletion.createdAt} isExact />
      </Fact>
      <Fact label="Started">
        {deletion.startedAt === null ? (
          <NotYet deletion={deletion} />
        ) : (
          <Instant at={deletion.startedAt} isExact />
        )}
      </Fact>
      <Fact label="Finished">
        {deletion.finishedAt === null ? (
          <NotYet deletion={deletion} />
        ) : (
          <Instant at={deletion.finishedAt} isExact />
        )}
      </Fact>
      <Fact label="Duration">
        <DeletionDuration deletion={deletion} />
      </Fact>
      <Fact label="Store">
        <span dir="auto">{deletion.storeName}</span>
      </Fact>
      <Fact label="Operation">{operationWords[deletion.operation]}</Fact>
      <Fact label="Selection">
        <SelectionFact deletion={deletion} />
      </Fact>
      <Fact label="Cutoff">
        <Instant at={deletion.cutoffAt} isExact />
        <span className="block text-muted">Memories stored later are not part of this deletion.</span>
      </Fact>
      <Fact label="Journal">
        <Journal deletion={deletion} />
      </Fact>
      <Fact label="Ticket">
        <Ticket deletion={deletion} />
      </Fact>
      <Fact label="Reason">
        <Text value={deletion.reason} erasedAt={deletion.textErasedAt} />
      </Fact>
      <Fact label="Deletion ID">
        <span className="flex flex-wrap items-center gap-1">
          <span className="font-mono text-xs break-all">{deletion.id}</span>
          <CopyButton text={deletion.id} label="Copy deletion ID" />
        </span>
      </Fact>
    </dl>
  );
};

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="border-b py-2 last:border-b-0 sm:col-span-2 sm:grid sm:grid-cols-subgrid">
    <dt className="text-muted">{label}</dt>
    <dd className="min-w-0 break-words">{children}</dd>
  </div>
);

/** Without this a restored backup could bring back what was erased, and nothing would know. */
const Journal = ({ deletion: { isJournaled } }: { deletion: Deletion }) => {
  if (isJournaled === null) return <span className="text-muted">Nothing to write yet</span>;
  return isJournaled ? (
    <>
      Written
      <span className="block text-muted">
        A restored backup is noticed by it, and what was erased is erased again.
      </span>
    </>
  ) : (
    <>
      Not in the journal yet
      <span className="block text-muted">
        Until it is, a backup that is restored could bring these memories back unnoticed. Lethe keeps trying.
      </span>
    </>
  );
};

const NotYet = ({ deletion }: { deletion: Deletion }) => (
  <span className="text-muted">{deletion.finishedAt === null ? "Not yet" : "Never"}</span>
);

const Text = ({ value, erasedAt }: { value: string | null; erasedAt: string | null }) =>
  value === null ? (
    <span className="text-muted">
      {erasedAt === null ? (
        "None given"
      ) : (
        <>
          Erased <Instant at={erasedAt} />
        </>
      )}
    </span>
  ) : (
    <span dir="auto" className="max-w-[70ch] whitespace-pre-wrap">
      <VisibleText text={value} />
    </span>
  );

/** The reference as it was typed; it leads to its ticket, where there is one that this member may see. */
const Ticket = ({ deletion: { ticket, ticketReference, textErasedAt } }: { deletion: Deletion }) => {
  const text = <Text value={ticket} erasedAt={textErasedAt} />;
  const canOpen = useAllowedPages().includes("/tickets");
  if (ticketReference === null || !canOpen) return text;
  return (
    <Link href={ticketHref(ticketReference)} className="underline">
      {text}
    </Link>
  );
};
