import type { DeliveryErrorCode, DeliveryOutcome, WebhookEvent } from "@/lib/webhooks/types";

type EventOption = { event: WebhookEvent; label: string; words: string; note: string };

/** The events of a webhook in words, in the order they are offered. `words`: in a list of them. */
export const eventOptions: readonly { legend: string; options: readonly EventOption[] }[] = [
  {
    legend: "Notify when a memory is",
    options: [
      {
        event: "memory_delete",
        label: "Deleted",
        words: "memory deleted",
        note: "The memory’s ID; its text is gone.",
      },
      { event: "memory_add", label: "Added", words: "memory added", note: "The memory’s ID and its text." },
      {
        event: "memory_update",
        label: "Updated",
        words: "memory updated",
        note: "The memory’s ID and its new text.",
      },
    ],
  },
  {
    legend: "Notify when a ticket is",
    options: [
      {
        event: "ticket.updated",
        label: "Changed",
        words: "ticket changed",
        note: "Its reference, state, law and days; not whom it is about.",
      },
      {
        event: "ticket.due",
        label: "Due soon",
        words: "ticket due soon",
        note: "The same, some days before it is due and on the day.",
      },
    ],
  },
];

export const eventsWords = (events: readonly WebhookEvent[]): string => {
  const words = eventOptions
    .flatMap(({ options }) => options)
    .filter(({ event }) => events.includes(event))
    .map((option) => option.words)
    .join(", ");
  return words.charAt(0).toUpperCase() + words.slice(1);
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
