import { useMutation } from "@tanstack/react-query";
import { UserSearch } from "lucide-react";
import Link from "next/link";
import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Form, FormFoot } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { VisibleText } from "@/components/ui/visible-text";
import { actionAnswer } from "@/lib/actions/action-answer";
import { shownError } from "@/lib/http/shown-error";
import { findTicketsAction } from "@/lib/tickets/actions";
import { dayWords } from "@/lib/tickets/due";
import type { Ticket } from "@/lib/tickets/types";
import { ticketHref } from "./ticket-href";
import { TicketStateBadge } from "./ticket-state";

const label = "Find tickets by name or ID";

/** Finds the tickets about somebody who brings a name or an id, also when these no longer say whom they are about. */
export const FindTickets = () => {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="icon" look="quiet" aria-label={label} title={label} onClick={() => setIsOpen(true)}>
        <UserSearch size={16} aria-hidden />
      </Button>
      {isOpen && <FindTicketsDialog onClose={() => setIsOpen(false)} />}
    </>
  );
};

const FindTicketsDialog = ({ onClose }: { onClose: () => void }) => {
  const formId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const find = useMutation({
    mutationFn: (text: string) => actionAnswer(() => findTicketsAction({ names: [text] })),
  });
  const submit = () => {
    const isEmpty = name.trim() === "";
    setProblem(isEmpty ? "Enter a name, an e-mail address or an ID." : undefined);
    if (isEmpty) input.current?.focus();
    else find.mutate(name.trim());
  };
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={label}
      description="The whole name or ID, as the person gives it. Upper and lower case are the same."
      initialFocus={input}
      dismissal="escape"
      footer={
        <FormFoot formId={formId} submitLabel="Find tickets" isBusy={find.isPending} onClose={onClose} />
      }
    >
      <div className="grid gap-4">
        <Form id={formId} onSubmit={submit}>
          <Field label="Name, e-mail or ID" problem={problem}>
            {(control) => (
              <Input
                {...control}
                ref={input}
                value={name}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => {
                  setName(event.target.value);
                  find.reset();
                }}
              />
            )}
          </Field>
        </Form>
        {find.error !== null && (
          <Notice look="warning" role="alert">
            {shownError(find.error).message}
          </Notice>
        )}
        <div role="status">{find.data !== undefined && <Found tickets={find.data} />}</div>
      </div>
    </Dialog>
  );
};

const Found = ({ tickets }: { tickets: Ticket[] }) =>
  tickets.length === 0 ? (
    <p className="text-sm text-muted">No ticket is about exactly this name or ID.</p>
  ) : (
    <ul aria-label="Tickets found" className="grid gap-2 text-sm">
      {tickets.map((ticket) => (
        <li key={ticket.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link
            href={ticketHref(ticket.reference)}
            className="font-medium break-all text-accent hover:underline"
          >
            <VisibleText text={ticket.reference} />
          </Link>
          <TicketStateBadge ticket={ticket} />
          <span className="text-muted">received {dayWords(ticket.receivedOn)}</span>
        </li>
      ))}
    </ul>
  );
