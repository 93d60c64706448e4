import { useId, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { FormFoot } from "@/components/ui/form";
import type { Ticket } from "@/lib/tickets/types";
import { emptyDraft } from "./new-ticket-fields";
import { TicketForm, useNewTicket } from "./ticket-form";

/** Makes a ticket in place, above the dialog that asks for one. It is mounted while it is open. */
export const NewTicketDialog = ({
  reference,
  today,
  onCreated,
  onClose,
}: {
  reference: string;
  today: string;
  onCreated: (ticket: Ticket) => void;
  onClose: () => void;
}) => {
  const formId = useId();
  const [draft, setDraft] = useState({ ...emptyDraft(today), reference });
  const newTicket = useNewTicket(onCreated);
  return (
    <Dialog
      isOpen
      isAbove
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="New ticket"
      dismissal="escape"
      footer={
        <FormFoot
          formId={formId}
          submitLabel="Create ticket"
          isBusy={newTicket.create.isPending}
          onClose={onClose}
        />
      }
    >
      <TicketForm id={formId} draft={draft} today={today} newTicket={newTicket} onChange={setDraft} />
    </Dialog>
  );
};
