import { termsOf } from "@/lib/people/terms";
import type { NewTicket } from "@/lib/tickets/schema";

/** What is typed for a new ticket, as text. */
export type TicketDraft = {
  reference: string;
  law: NewTicket["law"];
  receivedOn: string;
  receivedBy: NewTicket["receivedBy"];
  names: string;
  helpdeskUrl: string;
  dueOn: string;
  assigneeId: string;
};

/** Before anything is typed. */
export const emptyDraft = (today: string): TicketDraft => ({
  reference: "",
  law: "gdpr",
  receivedOn: today,
  receivedBy: "email",
  names: "",
  helpdeskUrl: "",
  dueOn: "",
  assigneeId: "",
});

/** The draft as createTicket's schema reads it. */
export const inputFrom = ({ names, assigneeId, ...draft }: TicketDraft) => ({
  ...draft,
  names: termsOf(names),
  // Where a law sets the day, none is typed.
  dueOn: hasTypedDay(draft.law) ? draft.dueOn : null,
  assigneeId: assigneeId === "" ? null : assigneeId,
});

export const hasTypedDay = (law: NewTicket["law"]): boolean => law === "other" || law === "own_policy";

/** What a helpdesk's link can fill in, each once or several times: #ref=GDPR-1042&user=caroline&email=…&received=2026-11-28. */
const parts = { reference: "ref", helpdeskUrl: "url", receivedOn: "received" } as const;
const nameParts = ["name", "user", "email", "id"] as const;

/** The draft's fields that a fragment fills in; it comes from outside, and is shown before anything is sent. */
export const draftOfFragment = (fragment: string): Partial<TicketDraft> => {
  const params = new URLSearchParams(fragment.replace(/^#/, ""));
  const draft: Partial<TicketDraft> = {};
  for (const [field, name] of Object.entries(parts) as [keyof typeof parts, string][]) {
    const value = params.get(name)?.trim();
    if (value !== undefined && value !== "") draft[field] = value.slice(0, fieldLengthMax);
  }
  if (draft.receivedOn !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(draft.receivedOn))
    delete draft.receivedOn;
  const names = nameParts.flatMap((name) => params.getAll(name).map((text) => text.trim()));
  if (names.some((name) => name !== "")) draft.names = names.filter((name) => name !== "").join("\n");
  const law = params.get("law");
  if (law === "gdpr" || law === "ccpa" || law === "other" || law === "own_policy") draft.law = law;
  return draft;
};
const fieldLengthMax = 2_000;
