import { TicketPicker } from "@/components/tickets/ticket-picker";
import { Field, Textarea } from "@/components/ui/field";
import { reasonLengthMax, ticketLengthMax } from "@/lib/deletions/request/limits";

type Note = { reason: string; ticket: string };

/** Why something is deleted, for the history. */
export const DeletionNote = ({
  note,
  isTicketRequired,
  onChange,
}: {
  note: Note;
  isTicketRequired: boolean;
  onChange: (note: Note) => void;
}) => (
  <div className="grid gap-3 border-t pt-4">
    <Field
      label={isTicketRequired ? "Ticket reference" : "Ticket reference (optional)"}
      hint={isTicketRequired ? "Your role needs one to delete." : undefined}
    >
      {(control) => (
        <TicketPicker
          {...control}
          value={note.ticket}
          maxLength={ticketLengthMax}
          onChange={(ticket) => onChange({ ...note, ticket })}
        />
      )}
    </Field>
    <Field
      label="Reason (optional)"
      hint="Both stay in the history after the memories are gone, for auditors too. Do not enter the text of a memory here."
    >
      {(control) => (
        <Textarea
          {...control}
          value={note.reason}
          maxLength={reasonLengthMax}
          onChange={(event) => onChange({ ...note, reason: event.target.value })}
        />
      )}
    </Field>
  </div>
);
