import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/field";
import { actionAnswer } from "@/lib/actions/action-answer";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { shownError } from "@/lib/http/shown-error";
import { assignTicketsAction } from "@/lib/tickets/actions";
import { assignableQuery, ticketKeys } from "@/lib/tickets/query-options";
import type { Ticket } from "@/lib/tickets/types";

/** How many tickets are selected, and to whom they can be given. */
export const AssignBar = ({ tickets, onClear }: { tickets: readonly Ticket[]; onClear: () => void }) => {
  const [assignee, setAssignee] = useState("");
  const queryClient = useQueryClient();
  const assignable = useQuery(assignableQuery);
  const assign = useMutation({
    mutationFn: () =>
      actionAnswer(() =>
        assignTicketsAction({
          ids: tickets.map(({ id }) => id),
          assigneeId: assignee === "none" ? null : memberIdSchema.parse(assignee),
        }),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ticketKeys.all });
      onClear();
    },
  });
  return (
    <section
      aria-label="Selection"
      className="flex min-h-11 flex-wrap content-center items-center gap-x-3 gap-y-1 border-y border-accent/40 bg-accent-soft px-4 py-1.5 text-sm"
    >
      <p role="status" className="font-medium">
        {tickets.length.toLocaleString("en")} selected
      </p>
      <Button look="quiet" size="small" onClick={onClear}>
        <X size={14} aria-hidden />
        Clear selection
      </Button>
      {assign.error !== null && <p role="alert">{shownError(assign.error).message}</p>}
      <span className="ml-auto flex items-center gap-2">
        <NativeSelect
          aria-label="Assign to"
          value={assignee}
          onChange={(event) => setAssignee(event.target.value)}
          className="w-auto! max-w-60"
        >
          <option value="">Assign to…</option>
          <option value="none">Nobody</option>
          {assignable.data?.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </NativeSelect>
        <Button
          look="primary"
          disabled={assignee === "" || assign.isPending}
          focusableWhenDisabled
          onClick={() => assignee !== "" && assign.mutate()}
        >
          Assign {tickets.length.toLocaleString("en")} {tickets.length === 1 ? "ticket" : "tickets"}
        </Button>
      </span>
    </section>
  );
};
