import { CircleAlert, CircleCheck } from "lucide-react";
import { useState } from "react";
import { actorWords } from "@/components/deletions/deletion-words";
import { LiftSuppression } from "@/components/suppression/lift-suppression";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { can, type Role } from "@/lib/access/types";
import { memoryCountWords } from "@/lib/memories/count-words";
import type { Suppression } from "@/lib/suppression/types";
import { liftReasonWords } from "@/lib/suppression/words";
import type { TicketView } from "@/lib/tickets/types";
import { SuppressDialog } from "./suppress-dialog";
import { Nothing, TicketRegion } from "./ticket-region";

/** Whether new memories of the person are refused, so that what is erased stays so. */
export const SuppressionRegion = ({ view, role }: { view: TicketView; role: Role }) => {
  const [isAsking, setIsAsking] = useState(false);
  const { ticket, suppression, suppressibleIds } = view;
  const isInForce = suppression !== null && suppression.lifted === null;
  const canSuppress = can(role, "tickets:manage") && (suppressibleIds ?? []).length > 0;
  const canLift = can(role, "suppressions:manage") && isInForce;
  if (suppression === null && !canSuppress) return null;
  return (
    <TicketRegion
      title="Keep erased"
      actions={
        <>
          {canSuppress && (
            <Button size="small" onClick={() => setIsAsking(true)}>
              {isInForce ? "Add IDs…" : "Keep erased…"}
            </Button>
          )}
          {canLift && (
            <LiftSuppression suppression={suppression} canNote={ticket.details.state === "plain"} />
          )}
        </>
      }
    >
      {suppression === null ? (
        <Nothing>
          New memories of this person are stored like anybody’s. You can have the built-in store refuse or
          report them: by API, import and agents.
        </Nothing>
      ) : (
        <SuppressionFacts suppression={suppression} />
      )}
      {isAsking && (
        <SuppressDialog
          ticket={ticket}
          inForce={isInForce ? suppression : null}
          choices={suppressibleIds ?? []}
          onClose={() => setIsAsking(false)}
        />
      )}
    </TicketRegion>
  );
};

const SuppressionFacts = ({ suppression }: { suppression: Suppression }) => {
  const { lifted, isUnreadable, mode, idCount, refusedCount, letInCount, lastMetAt, createdAt, createdBy } =
    suppression;
  const ids =
    idCount === 1
      ? "the chosen name or ID"
      : `any of the ${idCount.toLocaleString("en")} chosen names and IDs`;
  const isGood = lifted === null && !isUnreadable;
  const Icon = isGood ? CircleCheck : CircleAlert;
  return (
    <div className="grid gap-1 text-sm">
      <p className="flex max-w-[70ch] items-start gap-1.5">
        {lifted === null && (
          <Icon
            size={14}
            aria-hidden
            className={`mt-0.5 shrink-0 ${isGood ? "text-success" : "text-warning"}`}
          />
        )}
        <span>{sentenceOf(suppression, ids)}</span>
      </p>
      <p className="max-w-[70ch] text-muted">
        Set up <Instant at={createdAt} /> by <bdi>{actorWords(createdBy)}</bdi>
        {refusedCount > 0 && ` · refused ${refusedCount.toLocaleString("en")} times`}
        {(letInCount > 0 || mode === "report") && ` · ${memoryCountWords(letInCount)} let in`}
        {lastMetAt !== null && (
          <>
            {" "}
            · last <Instant at={lastMetAt} />
          </>
        )}
        {refusedCount + letInCount === 0 && " · nothing met so far"}
      </p>
      {lifted !== null && (
        <p className="max-w-[70ch] text-muted">
          Lifted <Instant at={lifted.at} /> by <bdi>{actorWords(lifted.by)}</bdi>:{" "}
          {liftReasonWords[lifted.reason]}
        </p>
      )}
    </div>
  );
};

const sentenceOf = ({ lifted, isUnreadable, mode }: Suppression, ids: string): string => {
  if (lifted !== null) return "New memories of this person are stored again.";
  if (isUnreadable)
    return "This holds nothing back: it was set up under another LETHE_SECRET. Set it up again.";
  return mode === "refuse"
    ? `New memories that name ${ids} are refused in the built-in store. It holds until it is lifted, or the ticket’s record is deleted.`
    : `New memories that name ${ids} are let in and reported here. It holds until it is lifted, or the ticket’s record is deleted.`;
};
