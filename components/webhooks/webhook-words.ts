import type { DeliveryErrorCode, DeliveryOutcome, WebhookEvent } from "@/lib/webhooks/types";

/** The events of a webhook in words, in the order they are offered. */
export const eventOptions: readonly { event: WebhookEvent; label: string; note: string }[] = [
  { event: "memory_delete", label: "Deleted", note: "The memory’s ID; its text is gone." },
  { event: "memory_add", label: "Added", note: "The memory’s ID and its text." },
  { event: "memory_update", label: "Updated", note: "The memory’s ID and its new text." },
];

export const eventsWords = (events: readonly WebhookEvent[]): string =>
  eventOptions
    .filter(({ event }) => events.includes(event))
    .map(({ label }) => label)
    .join(", ");

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
