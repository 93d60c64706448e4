import Link from "next/link";
import { useState } from "react";
import { actorWords } from "@/components/deletions/deletion-words";
import { FormFailed } from "@/components/members/form-failed";
import { Button } from "@/components/ui/button";
import { Field, NativeSelect, Textarea } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import { actionAnswer } from "@/lib/actions/action-answer";
import { can, type Role } from "@/lib/access/types";
import { memoryCountWords } from "@/lib/memories/count-words";
import { recordExemptionAction } from "@/lib/tickets/actions";
import { exemptionGrounds, type ExemptionGround, type Ticket, type TicketHeld } from "@/lib/tickets/types";
import { denialGroundWords } from "@/lib/tickets/words";
import { versionOf } from "./step-dialog";
import { TicketRegion } from "./ticket-region";
import { useTicketChange } from "./use-ticket-change";

/** That a hold stands against the erasure, and why the person's memories may be kept all the same. */
export const HeldRegion = ({
  ticket,
  held,
  role,
}: {
  ticket: Ticket;
  held: TicketHeld | null;
  role: Role;
}) => {
  const [isAsking, setIsAsking] = useState(false);
  if (held === null) return null;
  const { exemption, holds } = held;
  const canRecord = can(role, "tickets:manage");
  return (
    <TicketRegion
      title="Held"
      actions={
        canRecord && (
          <Button size="small" onClick={() => setIsAsking(true)}>
            {exemption === null ? "Record exemption…" : "Change exemption…"}
          </Button>
        )
      }
    >
      <div className="grid gap-3 text-sm">
        <Notice look={exemption === null ? "warning" : "info"}>
          <span className="block">{conflictWords(held)}</span>
          {holds.length > 0 && can(role, "holds:read") && (
            <span className="block">
              {holds.map(({ id, name }, position) => (
                <span key={id}>
                  {position > 0 && ", "}
                  <Link
                    href={`/settings/holds#${id}`}
                    prefetch={false}
                    className="font-medium underline underline-offset-2"
                  >
                    <bdi>{name}</bdi>
                  </Link>
                </span>
              ))}
            </span>
          )}
        </Notice>
        {exemption === null ? (
          <p className="max-w-[70ch] text-muted">
            Record on which ground they are kept, such as legal claims (Art. 17(3)(e) GDPR), and tell the
            person. When the hold is released, delete what is left.
          </p>
        ) : (
          <p className="max-w-[70ch]">
            Kept on the ground: {denialGroundWords[exemption.ground].toLowerCase()}
            {articleOf[exemption.ground]}.{" "}
            <span className="text-muted">
              Recorded by {actorWords(exemption.by)} <Instant at={exemption.at} />
            </span>
          </p>
        )}
      </div>
      {isAsking && <ExemptionDialog ticket={ticket} onClose={() => setIsAsking(false)} />}
    </TicketRegion>
  );
};

const conflictWords = ({ memoryCount, standing }: TicketHeld): string => {
  if (memoryCount > 0)
    return `${memoryCountWords(memoryCount)} of this request ${memoryCount === 1 ? "was" : "were"} held and not erased.`;
  switch (standing) {
    case "named":
      return "A hold names this person, so memories of theirs cannot be erased until it is released.";
    case "everything":
      return "A hold covers every memory of a store, so none of theirs can be erased there until it is released.";
    case null:
      return "No hold stands against this request any more.";
  }
};

const articleOf: Record<ExemptionGround, string> = {
  free_expression: " (Art. 17(3)(a) GDPR)",
  legal_obligation: " (Art. 17(3)(b) GDPR)",
  public_interest: " (Art. 17(3)(c), (d) GDPR)",
  legal_claims: " (Art. 17(3)(e) GDPR)",
  other: "",
};

const ExemptionDialog = ({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) => {
  const [ground, setGround] = useState<ExemptionGround | "">("");
  const [text, setText] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const change = useTicketChange(
    (chosen: ExemptionGround) =>
      actionAnswer(() => recordExemptionAction({ ...versionOf(ticket), ground: chosen, text })),
    onClose,
  );
  return (
    <FormDialog
      title="Record exemption"
      description="Why memories of this person may be kept although they asked to have them erased. It goes into the record of the request and the ledger, without the note."
      submitLabel="Record exemption"
      width="max-w-md"
      isBusy={change.isPending}
      dismissal="escape"
      onClose={onClose}
      onSubmit={() => {
        setIsMissing(ground === "");
        if (ground !== "") change.mutate(ground);
      }}
    >
      {change.error !== null && <FormFailed error={change.error} />}
      <Field label="Ground" problem={isMissing && ground === "" ? "Choose a ground." : undefined}>
        {(control) => (
          <NativeSelect
            {...control}
            value={ground}
            onChange={(event) =>
              setGround(exemptionGrounds.find((each) => each === event.target.value) ?? "")
            }
          >
            <option value="">Choose…</option>
            {exemptionGrounds.map((each) => (
              <option key={each} value={each}>
                {denialGroundWords[each]}
                {articleOf[each]}
              </option>
            ))}
          </NativeSelect>
        )}
      </Field>
      <Field label="Note (optional)" hint="Stored encrypted, and erased with the names of the ticket.">
        {(control) => (
          <Textarea {...control} dir="auto" value={text} onChange={(event) => setText(event.target.value)} />
        )}
      </Field>
    </FormDialog>
  );
};
