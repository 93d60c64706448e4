import { useState } from "react";
import { FormFailed } from "@/components/members/form-failed";
import { FormDialog } from "@/components/ui/form-dialog";
import { RadioList } from "@/components/ui/radio-list";
import { VisibleText } from "@/components/ui/visible-text";
import { actionAnswer } from "@/lib/actions/action-answer";
import type { Suppression, SuppressionMode } from "@/lib/suppression/types";
import { suppressSubjectAction } from "@/lib/tickets/actions";
import type { SuppressibleId, Ticket } from "@/lib/tickets/types";
import { versionOf } from "./step-dialog";
import { useTicketChange } from "./use-ticket-change";

/** Chooses which of the ticket's names and IDs are suppressed, and how. */
export const SuppressDialog = ({
  ticket,
  inForce,
  choices,
  onClose,
}: {
  ticket: Ticket;
  inForce: Suppression | null;
  choices: readonly SuppressibleId[];
  onClose: () => void;
}) => {
  const [mode, setMode] = useState<SuppressionMode>(inForce?.mode ?? "refuse");
  // An agent or app of theirs may serve others as well.
  const [chosen, setChosen] = useState(
    () => new Set(choices.filter(({ kind }) => kind !== "agent" && kind !== "app").map(({ value }) => value)),
  );
  const [isMissing, setIsMissing] = useState(false);
  const change = useTicketChange(
    () => actionAnswer(() => suppressSubjectAction({ ...versionOf(ticket), mode, ids: [...chosen] })),
    onClose,
  );
  const options = [
    {
      value: "refuse" as const,
      label: "Refuse",
      note: "They are not stored. The application is told so (409).",
    },
    {
      value: "report" as const,
      label: "Let in and report",
      note: "They are stored, and this ticket and the webhook erasure.returned tell of them.",
    },
  ].filter(({ value }) => value === "refuse" || inForce?.mode !== "refuse");
  return (
    <FormDialog
      title={inForce === null ? "Keep erased" : "Add names and IDs"}
      description="New memories in the built-in store that name one of these as user, agent, app or run, in upper or lower case. Only keyed digests are kept for it."
      submitLabel={inForce === null ? "Keep erased" : "Save"}
      isBusy={change.isPending}
      dismissal="escape"
      onClose={onClose}
      onSubmit={() => {
        setIsMissing(chosen.size === 0);
        if (chosen.size > 0) change.mutate();
      }}
    >
      {change.error !== null && <FormFailed error={change.error} />}
      {options.length > 1 ? (
        <RadioList label="New memories" value={mode} options={options} onChange={setMode} />
      ) : (
        <p className="text-sm">They are refused. To let them in, an admin has to lift that.</p>
      )}
      <fieldset className="grid gap-1.5">
        <legend className="mb-1.5 text-sm font-medium">Names and IDs</legend>
        {choices.map(({ kind, value }) => (
          <label key={value} className="flex items-start gap-2.5 text-sm">
            <input
              type="checkbox"
              className="native-checkbox mt-0.5"
              checked={chosen.has(value)}
              onChange={(event) => setChosen(toggled(chosen, value, event.target.checked))}
            />
            <span className="min-w-0 wrap-anywhere">
              <bdi>
                <VisibleText text={value} />
              </bdi>
              <span className="text-muted">
                {kind === null ? "" : ` ${kind}`}
                {(kind === "agent" || kind === "app") && ", which may serve others as well"}
              </span>
            </span>
          </label>
        ))}
        {isMissing && chosen.size === 0 && (
          <p role="alert" className="text-sm text-warning">
            Choose at least one name or ID.
          </p>
        )}
      </fieldset>
    </FormDialog>
  );
};

const toggled = (chosen: ReadonlySet<string>, value: string, isChosen: boolean): Set<string> => {
  const next = new Set(chosen);
  if (isChosen) next.add(value);
  else next.delete(value);
  return next;
};
