import { useQuery } from "@tanstack/react-query";
import { Field, Input, NativeSelect } from "@/components/ui/field";
import { dayWords } from "@/lib/tickets/due";
import { laws, receivedByWays } from "@/lib/tickets/types";
import { lawWords, receivedByWords } from "@/lib/tickets/words";
import { hasTypedDay, type TicketDraft } from "./new-ticket-fields";

export type RequestDraft = Pick<TicketDraft, "law" | "receivedOn" | "receivedBy" | "dueOn">;

/** How and when a request came in, and by which law it is counted. */
export const RequestFields = ({
  draft,
  today,
  problems = {},
  onChange,
}: {
  draft: RequestDraft;
  today: string;
  problems?: Partial<Record<string, string>>;
  onChange: (part: Partial<RequestDraft>) => void;
}) => (
  <>
    <Field label="Received on" problem={problems.receivedOn}>
      {(control) => (
        <Input
          {...control}
          name="receivedOn"
          type="date"
          value={draft.receivedOn}
          max={today}
          onChange={(event) => onChange({ receivedOn: event.target.value })}
        />
      )}
    </Field>
    <Field label="Received by">
      {(control) => (
        <NativeSelect
          {...control}
          value={draft.receivedBy}
          onChange={(event) => onChange({ receivedBy: one(receivedByWays, event.target.value) })}
        >
          {receivedByWays.map((way) => (
            <option key={way} value={way}>
              {receivedByWords[way]}
            </option>
          ))}
        </NativeSelect>
      )}
    </Field>
    <Field label="Law" hint={<ClockHint draft={draft} />}>
      {(control) => (
        <NativeSelect
          {...control}
          value={draft.law}
          onChange={(event) => onChange({ law: one(laws, event.target.value) })}
        >
          {laws.map((law) => (
            <option key={law} value={law}>
              {lawWords[law]}
            </option>
          ))}
        </NativeSelect>
      )}
    </Field>
    {hasTypedDay(draft.law) && (
      <Field label="Answer by (optional)" problem={problems.dueOn}>
        {(control) => (
          <Input
            {...control}
            type="date"
            value={draft.dueOn}
            onChange={(event) => onChange({ dueOn: event.target.value })}
          />
        )}
      </Field>
    )}
  </>
);

/** Of a list of choices the one that was chosen; a browser offers no others. */
const one = <Value extends string>(values: readonly [Value, ...Value[]], text: string): Value =>
  values.find((value) => value === text) ?? values[0];

/** By which day it has to be answered. The calendar comes when it is needed. */
const ClockHint = ({ draft: { law, receivedOn } }: { draft: RequestDraft }) => {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(receivedOn);
  const { data } = useQuery({
    queryKey: ["clocks of a draft", law, receivedOn],
    queryFn: async () =>
      (await import("@/lib/tickets/clocks")).clocksOf({ law, receivedOn, typedDueOn: null }),
    enabled: isDay && !hasTypedDay(law),
    staleTime: Infinity,
  });
  if (hasTypedDay(law))
    return "Lethe knows no day by which this has to be answered: enter one, or leave it out.";
  if (data === undefined || data.dueOn === null) return "\u00a0";
  const acknowledge =
    data.acknowledgeDueOn === null ? "" : `Acknowledge by ${dayWords(data.acknowledgeDueOn)}, answer`;
  return `${acknowledge === "" ? "Answer" : acknowledge} by ${dayWords(data.dueOn)}.`;
};
