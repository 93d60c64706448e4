import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState, type ReactNode } from "react";
import { Field, Input, NativeSelect, Textarea } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { FormFailed } from "@/components/members/form-failed";
import { actionAnswer } from "@/lib/actions/action-answer";
import { createTicketAction } from "@/lib/tickets/actions";
import { assignableQuery, ticketKeys } from "@/lib/tickets/query-options";
import type { Ticket } from "@/lib/tickets/types";
import { inputFrom, type TicketDraft } from "./new-ticket-fields";
import { RequestFields } from "./request-fields";
import { ticketHref } from "./ticket-href";

/** Makes a ticket of what is typed. A reference that is taken leaves everything as it is typed, with a link to its ticket. */
export const useNewTicket = (onCreated: (ticket: Ticket) => void) => {
  const queryClient = useQueryClient();
  const [problems, setProblems] = useState<Partial<Record<string, string>>>({});
  const [taken, setTaken] = useState<string | null>(null);
  const create = useMutation({
    mutationFn: async (draft: TicketDraft) => {
      // The schema is more than the rest of the form: loaded when it is needed.
      const { newTicketSchema } = await import("@/lib/tickets/schema");
      const parsed = newTicketSchema.safeParse(inputFrom(draft));
      setTaken(null);
      setProblems(
        Object.fromEntries(
          (parsed.error?.issues ?? []).map(({ path, message }): [string, string] => [
            String(path[0]),
            message,
          ]),
        ),
      );
      return parsed.success ? actionAnswer(() => createTicketAction(parsed.data)) : null;
    },
    onSuccess: (result) => {
      if (result === null) return;
      if (result.kind === "taken") {
        setTaken(result.reference);
        return;
      }
      void queryClient.invalidateQueries({ queryKey: ticketKeys.all });
      onCreated(result.ticket);
    },
  });
  return { create, problems, taken };
};

/** The fields of a new ticket. Whoever shows them keeps what is typed, so that nothing of it is lost. */
export const TicketForm = ({
  id,
  draft,
  today,
  newTicket: { create, problems, taken },
  onChange,
  children,
}: {
  id: string;
  draft: TicketDraft;
  today: string;
  newTicket: ReturnType<typeof useNewTicket>;
  onChange: (draft: TicketDraft) => void;
  children?: ReactNode;
}) => {
  const assignable = useQuery(assignableQuery);
  const set = (part: Partial<TicketDraft>) => onChange({ ...draft, ...part });
  return (
    <Form id={id} onSubmit={() => create.mutate(draft)}>
      {create.error !== null && <FormFailed error={create.error} />}
      {taken !== null && (
        <Notice look="warning" role="alert">
          There is a ticket with the reference <bdi className="font-medium">{taken}</bdi> already. Open{" "}
          <Link href={ticketHref(taken)} className="underline">
            that ticket
          </Link>
          , or enter another reference.
        </Notice>
      )}
      <Field
        label="Reference"
        problem={problems.reference}
        hint="What the ticket is called in your helpdesk, such as GDPR-1042. Not the person’s name: references stand in addresses."
      >
        {(control) => (
          <Input
            {...control}
            name="reference"
            autoFocus
            value={draft.reference}
            autoComplete="off"
            spellCheck={false}
            {...(taken !== null && { "aria-invalid": true })}
            onChange={(event) => set({ reference: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="Names and ids"
        problem={problems.names}
        hint="Names, e-mail addresses and IDs of the person, one a line or with commas between them. They are stored encrypted."
      >
        {(control) => (
          <Textarea
            {...control}
            name="names"
            dir="auto"
            value={draft.names}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => set({ names: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <RequestFields draft={draft} today={today} problems={problems} onChange={set} />
        <Field label="Assigned to">
          {(control) => (
            <NativeSelect
              {...control}
              value={draft.assigneeId}
              onChange={(event) => set({ assigneeId: event.target.value })}
            >
              <option value="">Nobody</option>
              {assignable.data?.map(({ id: memberId, label }) => (
                <option key={memberId} value={memberId}>
                  {label}
                </option>
              ))}
            </NativeSelect>
          )}
        </Field>
      </div>
      <Field label="Link to the helpdesk (optional)" problem={problems.helpdeskUrl}>
        {(control) => (
          <Input
            {...control}
            name="helpdeskUrl"
            type="url"
            value={draft.helpdeskUrl}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => set({ helpdeskUrl: event.target.value })}
          />
        )}
      </Field>
      {children}
    </Form>
  );
};
