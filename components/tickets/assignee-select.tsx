import { useQuery } from "@tanstack/react-query";
import { NativeSelect } from "@/components/ui/field";
import { actionAnswer } from "@/lib/actions/action-answer";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { shownError } from "@/lib/http/shown-error";
import { assignTicketAction } from "@/lib/tickets/actions";
import { assignableQuery } from "@/lib/tickets/query-options";
import type { Ticket } from "@/lib/tickets/types";
import { versionOf } from "./step-dialog";
import { useTicketChange } from "./use-ticket-change";

/** Who works on the ticket, and the way to give it to somebody else. */
export const AssigneeSelect = ({ ticket, memberId }: { ticket: Ticket; memberId: string }) => {
  const assignable = useQuery(assignableQuery);
  const assign = useTicketChange((id: string) =>
    actionAnswer(() =>
      assignTicketAction({
        ...versionOf(ticket),
        assigneeId: id === "" ? null : memberIdSchema.parse(id),
      }),
    ),
  );
  const { assignee } = ticket;
  const isKnown = assignee === null || assignable.data?.some(({ id }) => id === assignee.id) === true;
  return (
    <span className="flex items-center gap-2">
      <label className="flex items-center gap-2 text-muted">
        Assigned to
        <NativeSelect
          value={assign.isPending ? assign.variables : (assignee?.id ?? "")}
          disabled={assign.isPending}
          onChange={(event) => assign.mutate(event.target.value)}
          className="w-auto! max-w-64"
        >
          <option value="">Nobody</option>
          {!isKnown && <option value={assignee.id}>{assignee.label ?? "Former member"}</option>}
          {assignable.data?.map(({ id, label }) => (
            <option key={id} value={id}>
              {id === memberId ? `${label ?? ""} (you)` : label}
            </option>
          ))}
        </NativeSelect>
      </label>
      {assign.error !== null && (
        <span role="alert" className="text-warning">
          {shownError(assign.error).message}
        </span>
      )}
    </span>
  );
};
