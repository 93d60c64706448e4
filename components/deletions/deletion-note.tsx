import { Field, Input, Textarea } from "@/components/ui/field";
import { reasonLengthMax, ticketLengthMax } from "@/lib/deletions/request/schema";

type Note = { reason: string; ticket: string };

/** Why something is deleted, for the history. */
export const DeletionNote = ({ note, onChange }: { note: Note; onChange: (note: Note) => void }) => (
  <div className="grid gap-3 border-t pt-4">
    <Field label="Ticket reference (optional)">
      {(control) => (
        <Input
          {...control}
          value={note.ticket}
          maxLength={ticketLengthMax}
          autoComplete="off"
          onChange={(event) => onChange({ ...note, ticket: event.target.value })}
        />
      )}
    </Field>
    <Field
      label="Reason (optional)"
      hint="Both stay in the history after the memories are gone. Do not enter the text of a memory here."
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
