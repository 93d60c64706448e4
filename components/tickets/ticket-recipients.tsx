import { X } from "lucide-react";
import { useState } from "react";
import { actorWords } from "@/components/deletions/deletion-words";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import { actionAnswer } from "@/lib/actions/action-answer";
import { shownError } from "@/lib/http/shown-error";
import { addRecipientAction, removeRecipientAction, tellRecipientAction } from "@/lib/tickets/actions";
import type { TicketRecipient, TicketView } from "@/lib/tickets/types";
import { ShownText } from "./shown-text";
import { Nothing, TicketRegion } from "./ticket-region";
import { useTicketChange } from "./use-ticket-change";

/**
 * Who else has the person's data and is to be told that it is erased (Art. 19 GDPR; other laws have their like). Nothing where nothing
 * was erased, and nobody was to be told.
 */
export const RecipientsRegion = ({ view, canManage }: { view: TicketView; canManage: boolean }) => {
  const { ticket, recipients, deletionCount } = view;
  const [name, setName] = useState("");
  const add = useTicketChange(
    () => actionAnswer(() => addRecipientAction({ id: ticket.id, name })),
    () => setName(""),
  );
  const canWrite = canManage && ticket.details.state === "plain";
  const end = ticket.outcome ?? ticket.state;
  if ((end === "denied" || end === "withdrawn") && recipients.length === 0 && deletionCount === 0)
    return null;
  return (
    <TicketRegion title="Tell">
      {recipients.length === 0 ? (
        <Nothing>
          {ticket.law === "gdpr"
            ? "Others who got this person’s data are to be told that it is erased (Art. 19 GDPR)."
            : "Others who got this person’s data may have to be told that it is erased."}{" "}
          Add each of them, such as a data warehouse or a partner, and tick those who were told.
        </Nothing>
      ) : (
        <ul className="grid gap-1">
          {recipients.map((recipient) => (
            <Recipient
              key={recipient.id}
              recipient={recipient}
              ticketId={ticket.id}
              canManage={canManage}
              canRemove={canWrite}
            />
          ))}
        </ul>
      )}
      {canWrite && (
        <form
          className="flex max-w-md gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== "" && !add.isPending) add.mutate();
          }}
        >
          <Input
            aria-label="Recipient"
            placeholder="Who is to be told"
            value={name}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" disabled={name.trim() === "" || add.isPending} focusableWhenDisabled>
            Add
          </Button>
        </form>
      )}
      {add.error !== null && (
        <Notice look="warning" role="alert">
          {shownError(add.error).message}
        </Notice>
      )}
    </TicketRegion>
  );
};

const Recipient = ({
  recipient: { id: recipientId, name, toldAt, toldBy },
  ticketId,
  canManage,
  canRemove,
}: {
  recipient: TicketRecipient;
  ticketId: TicketView["ticket"]["id"];
  canManage: boolean;
  canRemove: boolean;
}) => {
  const tell = useTicketChange((isTold: boolean) =>
    actionAnswer(() => tellRecipientAction({ id: ticketId, recipientId, isTold })),
  );
  const remove = useTicketChange(() =>
    actionAnswer(() => removeRecipientAction({ id: ticketId, recipientId })),
  );
  const words = (
    <>
      <ShownText text={name} />
      {toldAt !== null && (
        <span className="text-muted">
          {" "}
          told <Instant at={toldAt} />
          {toldBy !== null && (
            <>
              {" "}
              by <bdi>{actorWords(toldBy)}</bdi>
            </>
          )}
        </span>
      )}
    </>
  );
  return (
    <li className="flex min-h-7 items-center gap-2 text-sm">
      {canManage ? (
        <label className="flex items-start gap-2">
          <span className="flex h-5 items-center">
            {/* The browser's own: Base UI's comes with a style attribute, which the page's policy does not let through. */}
            <input
              type="checkbox"
              className="native-checkbox"
              checked={tell.isPending ? tell.variables : toldAt !== null}
              onChange={(event) => tell.mutate(event.target.checked)}
            />
          </span>
          <span>{words}</span>
        </label>
      ) : (
        <span>
          {words}
          {toldAt === null && <span className="text-muted"> not told</span>}
        </span>
      )}
      {canRemove && (
        <Button
          look="quiet"
          size="icon"
          aria-label={typeof name === "object" && name !== null ? `Remove ${name.text}` : "Remove recipient"}
          disabled={remove.isPending}
          onClick={() => remove.mutate()}
        >
          <X size={14} aria-hidden />
        </Button>
      )}
    </li>
  );
};
