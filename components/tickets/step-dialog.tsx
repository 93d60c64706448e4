import { useState, type ReactNode } from "react";
import { FormFailed } from "@/components/members/form-failed";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Field, Input, NativeSelect, Textarea } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { actionAnswer } from "@/lib/actions/action-answer";
import {
  acknowledgeTicketAction,
  askIdentityAction,
  checkIdentityAction,
  closeNothingFoundAction,
  closeTicketAction,
  denyTicketAction,
  extendTicketAction,
  reopenTicketAction,
  withdrawTicketAction,
} from "@/lib/tickets/actions";
import { memoryCountWords } from "@/lib/memories/count-words";
import { dayWords } from "@/lib/tickets/due";
import type { TicketStep } from "@/lib/tickets/steps";
import { denialGrounds, identityMethods, type LastSearch, type Ticket } from "@/lib/tickets/types";
import { denialGroundWords, identityMethodWords, lawWords } from "@/lib/tickets/words";
import { unsearchedSentences } from "./unsearched-words";
import { useTicketChange } from "./use-ticket-change";

type Props = { ticket: Ticket; lastSearch: LastSearch | null; onClose: () => void };

/** Asks for what a step needs, and takes it. It is mounted while it is open. */
export const StepDialog = ({ step, ...props }: Props & { step: TicketStep }) => {
  switch (step) {
    case "acknowledge":
      return <Acknowledge {...props} />;
    case "check_identity":
      return <CheckIdentity {...props} />;
    case "extend":
      return <Extend {...props} />;
    case "deny":
      return <Deny {...props} />;
    case "ask_identity":
    case "withdraw":
    case "close":
    case "close_nothing":
    case "reopen":
      return <Ask step={step} {...props} />;
    case "find":
    case "review":
      return null;
  }
};

const Acknowledge = ({ ticket, onClose }: Props) => {
  const [acknowledgedOn, setAcknowledgedOn] = useState(ticket.today);
  const change = useTicketChange(
    () => actionAnswer(() => acknowledgeTicketAction({ ...versionOf(ticket), acknowledgedOn })),
    onClose,
  );
  return (
    <FormDialog
      title="Acknowledge the request"
      description="Note the day on which the person was told that their request has arrived. Lethe does not write to them."
      submitLabel="Acknowledge"
      width="max-w-md"
      isBusy={change.isPending}
      onClose={onClose}
      onSubmit={() => change.mutate()}
    >
      {change.error !== null && <FormFailed error={change.error} />}
      <DayField
        label="Told on"
        value={acknowledgedOn}
        min={ticket.receivedOn}
        max={ticket.today}
        hint={ticket.acknowledgeDueOn === null ? undefined : `Due by ${dayWords(ticket.acknowledgeDueOn)}.`}
        onChange={setAcknowledgedOn}
      />
    </FormDialog>
  );
};

const CheckIdentity = ({ ticket, onClose }: Props) => {
  const [method, setMethod] = useState<(typeof identityMethods)[number]>("account");
  const change = useTicketChange(
    () => actionAnswer(() => checkIdentityAction({ ...versionOf(ticket), method })),
    onClose,
  );
  return (
    <FormDialog
      title="Identity checked"
      description="How it was checked that the request comes from the person. Lethe keeps how and when, and never the documents."
      submitLabel="Identity checked"
      width="max-w-md"
      isBusy={change.isPending}
      onClose={onClose}
      onSubmit={() => change.mutate()}
    >
      {change.error !== null && <FormFailed error={change.error} />}
      <Field label="How">
        {(control) => (
          <NativeSelect
            {...control}
            value={method}
            onChange={(event) =>
              setMethod(identityMethods.find((each) => each === event.target.value) ?? "other")
            }
          >
            {identityMethods.map((each) => (
              <option key={each} value={each}>
                {identityMethodWords[each]}
              </option>
            ))}
          </NativeSelect>
        )}
      </Field>
    </FormDialog>
  );
};

const Extend = ({ ticket, onClose }: Props) => {
  const { extendableUntil, today } = ticket;
  const latest = extendableUntil !== null && extendableUntil < today ? extendableUntil : today;
  const [toldOn, setToldOn] = useState(latest);
  const [reason, setReason] = useState("");
  const change = useTicketChange(
    () => actionAnswer(() => extendTicketAction({ ...versionOf(ticket), toldOn, reason })),
    onClose,
  );
  return (
    <FormDialog
      title="Extend the time to answer"
      description={
        ticket.law === "gdpr"
          ? "By two months, once, where the request is complex. The person has to be told why within the first month."
          : "By 45 days, once. The person has to be told why within the first 45 days."
      }
      submitLabel="Extend"
      isBusy={change.isPending}
      dismissal="escape"
      onClose={onClose}
      onSubmit={() => change.mutate()}
    >
      {change.error !== null && <FormFailed error={change.error} />}
      <DayField
        label="Told on"
        value={toldOn}
        min={ticket.receivedOn}
        max={latest}
        hint={
          extendableUntil === null
            ? undefined
            : `Only if they were told by ${dayWords(extendableUntil)}. Lethe does not write to them.`
        }
        onChange={setToldOn}
      />
      <TextField label="Reason (optional)" value={reason} onChange={setReason} />
    </FormDialog>
  );
};

const Deny = ({ ticket, onClose }: Props) => {
  const [ground, setGround] = useState<(typeof denialGrounds)[number] | "">("");
  const [text, setText] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const change = useTicketChange(
    (chosen: (typeof denialGrounds)[number]) =>
      actionAnswer(() => denyTicketAction({ ...versionOf(ticket), ground: chosen, text })),
    onClose,
  );
  return (
    <FormDialog
      title="Deny the request"
      description="Nothing more is erased for this ticket. What you enter goes into the record of the request."
      submitLabel="Deny request"
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
            onChange={(event) => setGround(denialGrounds.find((each) => each === event.target.value) ?? "")}
          >
            <option value="">Choose…</option>
            {denialGrounds.map((each) => (
              <option key={each} value={each}>
                {denialGroundWords[each]}
              </option>
            ))}
          </NativeSelect>
        )}
      </Field>
      <TextField
        label="What the person is told (optional)"
        hint="Stored encrypted, and erased with the names of the ticket."
        value={text}
        onChange={setText}
      />
    </FormDialog>
  );
};

type Asked = "ask_identity" | "withdraw" | "close" | "close_nothing" | "reopen";
const actions = {
  ask_identity: askIdentityAction,
  withdraw: withdrawTicketAction,
  close: closeTicketAction,
  close_nothing: closeNothingFoundAction,
  reopen: reopenTicketAction,
} as const;

const questions: Record<
  Asked,
  { title: string; confirmLabel: string; text: (ticket: Ticket, lastSearch: LastSearch | null) => ReactNode }
> = {
  ask_identity: {
    title: "Ask for identity",
    confirmLabel: "Wait for identity",
    text: ({ law }) =>
      `The ticket waits until you note that the identity was checked. ${law === "gdpr" ? "Ask only where there is doubt who writes (Art. 12(6) GDPR). " : ""}The time to answer goes on. Lethe does not write to the person.`,
  },
  withdraw: {
    title: "Withdraw the request",
    confirmLabel: "Withdraw request",
    text: () => "The person has taken the request back. Nothing is erased for it; it can be reopened.",
  },
  close: {
    title: "Close the ticket",
    confirmLabel: "Close ticket",
    text: ({ state }) =>
      state === "done" || state === "partly_done"
        ? "The stores are searched for the person again later, and the ticket is reopened when something has come back. Some time after closing, the names and texts of the ticket are erased."
        : "Some time after closing, the names and texts of the ticket are erased. Until then it can be reopened.",
  },
  close_nothing: {
    title: "Close with nothing erased",
    confirmLabel: "Close ticket",
    text: (_ticket, lastSearch) => {
      const { foundCount, notSearched } = lastSearch ?? { foundCount: 0, notSearched: [] };
      const found =
        foundCount === 0
          ? "The search has found nothing of the person."
          : `The search has found nothing of theirs. What it found besides, ${memoryCountWords(foundCount)}, stays.`;
      return [
        found,
        ...unsearchedSentences(notSearched),
        "The ticket is closed as done. The stores are searched for the person again later, and the ticket is reopened when something is found.",
      ].join(" ");
    },
  },
  reopen: {
    title: "Reopen the ticket",
    confirmLabel: "Reopen ticket",
    text: ({ dueOn, law }) =>
      dueOn === null
        ? "Work on it goes on."
        : `Work on it goes on. The day to answer stays ${dayWords(dueOn)} (${lawWords[law]}).`,
  },
};

const Ask = ({ step, ticket, lastSearch, onClose }: Props & { step: Asked }) => {
  const { title, confirmLabel, text } = questions[step];
  const change = useTicketChange(() => actionAnswer(() => actions[step](versionOf(ticket))), onClose);
  return (
    <AskDialog
      title={title}
      confirmLabel={confirmLabel}
      isPending={change.isPending}
      error={change.error}
      onClose={onClose}
      onConfirm={() => change.mutate()}
    >
      <p className="text-sm">{text(ticket, lastSearch)}</p>
    </AskDialog>
  );
};

/** Which ticket is changed, and from which state of it. */
export const versionOf = ({ id, version }: Ticket) => ({ id, version });

const DayField = ({
  label,
  value,
  min,
  max,
  hint,
  onChange,
}: {
  label: string;
  value: string;
  min: string;
  max: string;
  hint: string | undefined;
  onChange: (day: string) => void;
}) => (
  <Field label={label} hint={hint}>
    {(control) => (
      <Input
        {...control}
        type="date"
        value={value}
        min={min}
        max={max}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
);

const TextField = ({
  label,
  value,
  hint,
  onChange,
}: {
  label: string;
  value: string;
  hint?: string;
  onChange: (text: string) => void;
}) => (
  <Field label={label} hint={hint}>
    {(control) => (
      <Textarea {...control} dir="auto" value={value} onChange={(event) => onChange(event.target.value)} />
    )}
  </Field>
);
