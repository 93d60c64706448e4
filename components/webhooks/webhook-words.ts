import {
  isUnsentEvent,
  type DeliveryErrorCode,
  type DeliveryOutcome,
  type WebhookEvent,
} from "@/lib/webhooks/types";

type EventOption = { event: WebhookEvent; label: string; note: string };

/** The events that Lethe sends, in words, in the order they are offered. */
export const eventGroups: readonly { noun: string; legend: string; options: readonly EventOption[] }[] = [
  {
    noun: "Memories",
    legend: "Notify when a memory is",
    options: [
      { event: "memory_delete", label: "Deleted", note: "The memory’s ID; its text is gone." },
      { event: "memory_add", label: "Added", note: "The memory’s ID and its text." },
      { event: "memory_update", label: "Updated", note: "The memory’s ID and its new text." },
    ],
  },
  {
    noun: "Tickets",
    legend: "Notify when a ticket is",
    options: [
      {
        event: "ticket.updated",
        label: "Changed",
        note: "Its reference, state, law and days; not whom it is about.",
      },
      {
        event: "ticket.due",
        label: "Due soon",
        note: "The same, some days before it is due and on the day.",
      },
    ],
  },
  {
    noun: "Ledger",
    legend: "Notify when the ledger",
    options: [
      {
        event: "ledger.alarm",
        label: "Raises an alarm",
        note: "It contradicts what was signed, or a witness refuses to sign it: a code and sizes.",
      },
    ],
  },
  {
    noun: "Erasures",
    legend: "Notify when something erased",
    options: [
      {
        event: "erasure.returned",
        label: "Has come back",
        note: "The ticket or deletion, the store, how it was found and how many memories.",
      },
    ],
  },
];

/** "Memories: Deleted, Added; Tickets: Changed; 1 event never sent". */
export const eventsWords = (events: readonly WebhookEvent[]): string => {
  const unsentCount = events.filter(isUnsentEvent).length;
  return [
    ...eventGroups
      .map(({ noun, options }) => ({ noun, chosen: options.filter(({ event }) => events.includes(event)) }))
      .filter(({ chosen }) => chosen.length > 0)
      .map(({ noun, chosen }) => `${noun}: ${chosen.map(({ label }) => label).join(", ")}`),
    // Asked for by the API; what they are called is in the form.
    ...(unsentCount === 0 ? [] : [`${unsentCount} ${unsentCount === 1 ? "event" : "events"} never sent`]),
  ].join("; ");
};

/** How a message was taken; `note` says what to do where it is not plain. */
export const outcomeWords = (outcome: DeliveryOutcome): { isGood: boolean; words: string; note?: string } => {
  if ("errorCode" in outcome) return { isGood: false, ...faultWords[outcome.errorCode] };
  const isGood = outcome.status >= 200 && outcome.status < 300;
  return { isGood, words: isGood ? "Delivered" : `Answered ${outcome.status}` };
};

const faultWords: Record<DeliveryErrorCode, { words: string; note?: string }> = {
  unreachable: { words: "Not reachable", note: "Nothing answers at this address." },
  timed_out: { words: "No answer in time", note: "It must answer within 10 seconds." },
  address_refused: {
    words: "Address not allowed",
    note: "A public address must use https://. A private address must be allowed with LETHE_ALLOW_PRIVATE_STORES.",
  },
  untrusted: { words: "Certificate not trusted" },
  bad_answer: { words: "Answer not understood", note: "It is not HTTP, or longer than 64 KiB." },
};
