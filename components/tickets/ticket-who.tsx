import { useState, type ReactNode } from "react";
import { actorWords } from "@/components/deletions/deletion-words";
import { FormFailed } from "@/components/members/form-failed";
import { Button } from "@/components/ui/button";
import { Field, Input, Textarea } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Instant } from "@/components/ui/instant";
import { VisibleText } from "@/components/ui/visible-text";
import { actionAnswer } from "@/lib/actions/action-answer";
import { termsOf } from "@/lib/people/terms";
import { changeSubjectAction, correctRequestAction } from "@/lib/tickets/actions";
import { dayWords } from "@/lib/tickets/due";
import { isAnswered } from "@/lib/tickets/states";
import type { Ticket } from "@/lib/tickets/types";
import { identityMethodWords, lawWords, receivedByWords } from "@/lib/tickets/words";
import { hasTypedDay } from "./new-ticket-fields";
import { RequestFields, type RequestDraft } from "./request-fields";
import { hiddenDetailsWords } from "./shown-text";
import { versionOf } from "./step-dialog";
import { Nothing, TicketRegion } from "./ticket-region";
import { useTicketChange } from "./use-ticket-change";

/** Whom the ticket is about, how it came in, and how it was checked that they ask. */
export const WhoRegion = ({ ticket, canManage }: { ticket: Ticket; canManage: boolean }) => {
  const [editing, setEditing] = useState<"names" | "request" | null>(null);
  const { details, identity, receivedOn, receivedBy, source, createdBy, law, acknowledgedOn, extendedOn } =
    ticket;
  return (
    <TicketRegion
      title="Who"
      actions={
        canManage && (
          <>
            {!isAnswered(ticket.state) && (
              <Button size="small" onClick={() => setEditing("request")}>
                Correct request…
              </Button>
            )}
            {details.state === "plain" && (
              <Button size="small" onClick={() => setEditing("names")}>
                Change names…
              </Button>
            )}
          </>
        )
      }
    >
      {details.state === "plain" ? (
        <ul aria-label="Names and ids" className="flex flex-wrap gap-1.5 text-sm">
          {details.names.map((name) => (
            <li key={name} dir="auto" className="max-w-full rounded-sm border px-1.5 py-0.5 wrap-anywhere">
              <VisibleText text={name} />
            </li>
          ))}
        </ul>
      ) : (
        <Nothing>Names and IDs: {lower(hiddenDetailsWords(details) ?? "")}.</Nothing>
      )}
      {details.state === "plain" && details.aliases.length > 0 && (
        <p className="text-sm text-muted">
          Confirmed as the same person:{" "}
          {details.aliases.map(({ storeId, kind, value }, index) => (
            <span key={JSON.stringify([storeId, kind, value])}>
              {index > 0 && ", "}
              {kind}{" "}
              <bdi className="text-text wrap-anywhere">
                <VisibleText text={value} />
              </bdi>
            </span>
          ))}
        </p>
      )}
      <dl className="grid gap-x-6 text-sm sm:grid-cols-[9rem_minmax(0,1fr)]">
        <Fact label="Received">
          {dayWords(receivedOn)} by {source === "opendsr" ? "OpenDSR" : wayWords(receivedBy)}, entered by{" "}
          <bdi>{actorWords(createdBy)}</bdi>
        </Fact>
        <Fact label="Law">{lawWords[law]}</Fact>
        {acknowledgedOn !== null && <Fact label="Acknowledged">{dayWords(acknowledgedOn)}</Fact>}
        {extendedOn !== null && (
          <Fact label="Extended">
            The person was told on {dayWords(extendedOn)}
            {details.state === "plain" && details.extensionReason !== null && (
              <span dir="auto" className="block whitespace-pre-wrap text-muted">
                <VisibleText text={details.extensionReason} />
              </span>
            )}
          </Fact>
        )}
        <Fact label="Identity">
          {identity === null ? (
            <span className="text-muted">Not checked</span>
          ) : (
            <>
              {identityMethodWords[identity.method]}, <Instant at={identity.checkedAt} /> by{" "}
              <bdi>{actorWords(identity.checkedBy)}</bdi>
            </>
          )}
        </Fact>
        {details.state === "plain" && details.denialText !== null && (
          <Fact label="What they are told">
            <span dir="auto" className="whitespace-pre-wrap">
              <VisibleText text={details.denialText} />
            </span>
          </Fact>
        )}
      </dl>
      {editing === "names" && details.state === "plain" && (
        <ChangeSubject ticket={ticket} details={details} onClose={() => setEditing(null)} />
      )}
      {editing === "request" && <CorrectRequest ticket={ticket} onClose={() => setEditing(null)} />}
    </TicketRegion>
  );
};

const ChangeSubject = ({
  ticket,
  details,
  onClose,
}: {
  ticket: Ticket;
  details: { names: string[]; helpdeskUrl: string | null };
  onClose: () => void;
}) => {
  const [names, setNames] = useState(details.names.join("\n"));
  const [helpdeskUrl, setHelpdeskUrl] = useState(details.helpdeskUrl ?? "");
  const change = useTicketChange(
    () =>
      actionAnswer(() =>
        changeSubjectAction({ ...versionOf(ticket), names: termsOf(names), helpdeskUrl: helpdeskUrl.trim() }),
      ),
    onClose,
  );
  return (
    <FormDialog
      title="Change whom the ticket is about"
      submitLabel="Save"
      isBusy={change.isPending}
      dismissal="escape"
      onClose={onClose}
      onSubmit={() => change.mutate()}
    >
      {change.error !== null && <FormFailed error={change.error} />}
      <Field
        label="Names and ids"
        hint="One a line or with commas between them, also aliases that were confirmed. They are stored encrypted."
      >
        {(control) => (
          <Textarea
            {...control}
            dir="auto"
            rows={5}
            spellCheck={false}
            value={names}
            onChange={(event) => setNames(event.target.value)}
          />
        )}
      </Field>
      <Field label="Link to the helpdesk (optional)">
        {(control) => (
          <Input
            {...control}
            type="url"
            value={helpdeskUrl}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setHelpdeskUrl(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
};

const CorrectRequest = ({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) => {
  const [draft, setDraft] = useState<RequestDraft>({
    law: ticket.law,
    receivedOn: ticket.receivedOn,
    receivedBy: ticket.receivedBy,
    dueOn: hasTypedDay(ticket.law) ? (ticket.dueOn ?? "") : "",
  });
  const change = useTicketChange(
    () =>
      actionAnswer(() =>
        correctRequestAction({
          ...versionOf(ticket),
          ...draft,
          dueOn: hasTypedDay(draft.law) ? draft.dueOn : null,
        }),
      ),
    onClose,
  );
  return (
    <FormDialog
      title="Correct the request"
      description="For what was noted wrongly. The day to answer is counted anew."
      submitLabel="Save"
      isBusy={change.isPending}
      dismissal="escape"
      onClose={onClose}
      onSubmit={() => change.mutate()}
    >
      {change.error !== null && <FormFailed error={change.error} />}
      <div className="grid gap-4 sm:grid-cols-2">
        <RequestFields
          draft={draft}
          today={ticket.today}
          onChange={(part) => setDraft({ ...draft, ...part })}
        />
      </div>
    </FormDialog>
  );
};

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="border-b py-2 last:border-b-0 sm:col-span-2 sm:grid sm:grid-cols-subgrid">
    <dt className="text-muted">{label}</dt>
    <dd className="min-w-0 break-words">{children}</dd>
  </div>
);

const wayWords = (way: Ticket["receivedBy"]): string =>
  way === "api" ? receivedByWords.api : lower(receivedByWords[way]);
const lower = (words: string): string => `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
