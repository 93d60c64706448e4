import type { z } from "zod";
import type { Actor } from "@/lib/access/types";
import type { Deletion } from "@/lib/deletions/types";
import type { PersonEntity } from "@/lib/people/types";
import type { EntityKind } from "@/lib/memories/entity";
import type { Suppression } from "@/lib/suppression/types";
import type { ticketIdSchema } from "./ticket-id-schema";
import type { Verdict } from "./verdict";

export type TicketId = z.infer<typeof ticketIdSchema>;

/** Where a ticket stands; states.ts says what follows what. */
export const ticketStates = [
  "open",
  /** Whether the request comes from the person is being checked. */
  "identity",
  "searching",
  /** What was found waits for somebody to confirm its deletion. */
  "to_confirm",
  "erasing",
  "done",
  "partly_done",
  "denied",
  "withdrawn",
  "closed",
] as const;
export type TicketState = (typeof ticketStates)[number];

/** How a ticket ended: what it was before it was closed. */
export type TicketOutcome = "done" | "partly_done" | "denied" | "withdrawn";

export const laws = ["gdpr", "ccpa", "other", "own_policy"] as const;
export type Law = (typeof laws)[number];

/** How a request arrived. */
export const receivedByWays = ["email", "phone", "letter", "form", "in_person", "api", "other"] as const;
export type ReceivedBy = (typeof receivedByWays)[number];

/** How it was checked that a request comes from its subject; the documents themselves are never kept. */
export const identityMethods = ["account", "email", "phone", "document", "not_needed", "other"] as const;
export type IdentityMethod = (typeof identityMethods)[number];

/** Why a request was denied: no proof of who asks, an exemption of Art. 17(3) GDPR or its like, or nothing there. */
export const denialGrounds = [
  "identity_not_proven",
  "legal_obligation",
  "legal_claims",
  "public_interest",
  "free_expression",
  "excessive",
  "not_found",
  "other",
] as const;
export type DenialGround = (typeof denialGrounds)[number];

/** Why memories are kept that a hold covers, of those: Art. 17(3) GDPR or its like. */
export const exemptionGrounds = [
  "legal_claims",
  "legal_obligation",
  "public_interest",
  "free_expression",
  "other",
] as const satisfies readonly DenialGround[];
export type ExemptionGround = (typeof exemptionGrounds)[number];

export type TicketSource = "member" | "api" | "opendsr";

/** What says who a ticket is about, and all that was written freely: it lies sealed (server/seal-ticket.ts). */
export type TicketDetails = {
  /** Names, ids and aliases, each once. */
  names: string[];
  /** What was confirmed to be the same person's when they were looked for. */
  aliases: PersonEntity[];
  helpdeskUrl: string | null;
  extensionReason: string | null;
  denialText: string | null;
  /** Where OpenDSR's status is told to. */
  callbackUrls: string[];
};

/**
 * The details as the one who asks sees them. `hidden`: that takes memories:read. `unreadable`: they were sealed under another
 * LETHE_SECRET, or changed outside Lethe.
 */
export type ShownDetails =
  ({ state: "plain" } & TicketDetails) | { state: "hidden" | "unreadable" } | { state: "erased"; at: string };

/** How a free text is shown; null: there is none. */
export type ShownText = { text: string } | "hidden" | "unreadable" | "erased" | null;

/** A ticket as it crosses the wire. Days are `YYYY-MM-DD` in the zone of LETHE_TIME_ZONE, instants ISO 8601 in UTC. */
export type Ticket = {
  id: TicketId;
  reference: string;
  state: TicketState;
  /** Of a closed one, how it ended. */
  outcome: TicketOutcome | null;
  law: Law;
  receivedOn: string;
  receivedBy: ReceivedBy;
  /** Until when it has to be answered; null where no law sets a day. */
  dueOn: string | null;
  acknowledgeDueOn: string | null;
  acknowledgedOn: string | null;
  extendedOn: string | null;
  /** By which day the person has to be told of an extension; null: there can be none. */
  extendableUntil: string | null;
  /** What day it is for the clocks. */
  today: string;
  identity: { checkedAt: string; checkedBy: Actor; method: IdentityMethod } | null;
  denialGround: DenialGround | null;
  assignee: TicketAssignee | null;
  source: TicketSource;
  createdBy: Actor;
  createdAt: string;
  updatedAt: string;
  /** To be given with each change: one that was made from an older state of the ticket is refused. */
  version: number;
  closedAt: string | null;
  /** When the stores are searched for the person again by themselves. */
  lookAt: string | null;
  lookCount: number;
  details: ShownDetails;
};

/** `nextPosition` is null on the last page. */
export type TicketPage = { tickets: Ticket[]; nextPosition: TicketPosition | null };

/** A ticket's place in the order of its list; `at` is the day that it is due ("none": on none), or when it was created. */
export type TicketPosition = { at: string; id: TicketId };

/** Tickets to choose from, and what day it is for the clocks of another one. */
export type PickedTickets = { today: string; tickets: Ticket[] };

/** Tickets that are due in the next days or overdue; the overdue ones are among them. */
export type DueCount = { dueCount: number; overdueCount: number };

/** Everything that the page of a ticket shows, but for its timeline. */
export type TicketView = {
  ticket: Ticket;
  /** Null: it has more deletions than are judged at once. */
  verdict: Verdict | null;
  /** Oldest first; at most a hundred. */
  deletions: Deletion[];
  deletionCount: number;
  findings: TicketFindings | null;
  /** Null: there was none. */
  lastSearch: LastSearch | null;
  recipients: TicketRecipient[];
  /** Oldest first. */
  looks: TicketLook[];
  /** In force, or the last one; null: there was none. */
  suppression: Suppression | null;
  /** What can be suppressed; null: this role does not see the ids, or they are erased. */
  suppressibleIds: SuppressibleId[] | null;
  /** Null: no hold is known to stand against it. */
  held: TicketHeld | null;
};

/** What of the person's memories a hold keeps. */
export type TicketHeld = {
  /** Memories that the ticket's deletions left, and none of the same selection since has taken. */
  memoryCount: number;
  /** Whether a hold in force names the person, or one covers everything in a store; null: neither. */
  standing: "named" | "everything" | null;
  /** Those that are known, where this role sees holds. */
  holds: { id: string; name: string }[];
  /** Why they are kept; null: not recorded yet. */
  exemption: { ground: ExemptionGround; at: string; by: Actor } | null;
};

/** A name or id of the ticket. `kind` null: it was typed, and can be of any. */
export type SuppressibleId = { kind: EntityKind | null; value: string };

/** `label` is null for a member who is not known any more. */
export type TicketAssignee = { id: string; label: string | null };

/** What can happen to a ticket; event-words.ts says each in words. */
export const ticketEventKinds = [
  "created",
  "acknowledged",
  "identity_asked",
  "identity_checked",
  "search_started",
  "searched",
  "extended",
  "denied",
  "withdrawn",
  "closed",
  "reopened",
  "assigned",
  "noted",
  "subject_changed",
  /** Law, day or way of receipt were noted wrongly. */
  "request_corrected",
  "recipient_added",
  "recipient_told",
  "recipient_removed",
  "deletion_requested",
  "deletion_ended",
  /** Its deletions have ended, or other ones have begun. */
  "settled",
  "looked_again",
  "reminded",
  "certificate_issued",
  /** New memories of the person are refused, or reported, from then on. */
  "suppressed",
  "suppression_lifted",
  /** Why memories that a hold covers are kept. */
  "exempted",
  /** Memories that name a suppressed id were let in. */
  "suppressed_added",
  /** Memories of a deletion are stored again. */
  "returned",
  "subject_erased",
] as const;
export type TicketEventKind = (typeof ticketEventKinds)[number];

/** What happened to a ticket. `facts` holds codes, numbers and days. */
export type TicketEvent = {
  id: number;
  at: string;
  actor: Actor;
  kind: string;
  facts: TicketFacts;
  note: ShownText;
};
export type TicketFacts = Record<string, string | number | boolean | null>;

/** Newest first; `nextBeforeId` is null on the last page. */
export type TicketEventPage = { events: TicketEvent[]; nextBeforeId: number | null };

/** Who else has the person's data. */
export type TicketRecipient = {
  id: string;
  name: ShownText;
  toldAt: string | null;
  toldBy: Actor | null;
};

/** What a search for the person found, and what of it was chosen. */
export type TicketFindings = {
  at: string;
  theirsCount: number;
  possiblyTheirsCount: number;
  aboutCount: number;
  inTheirRunsCount: number;
  chosenCount: number;
  storeCount: number;
  /** Stores that could not be searched to the end: what they have is not known. */
  /** Stores that were not searched, or not wholly: what else they have is not known. */
  notSearched: LastSearch["notSearched"];
};

/** Why a search for the person does not know all of a store. `partly`: what can be searched in it was. */
export const unsearchedReasons = ["failed", "disabled", "partly"] as const;
export type UnsearchedReason = (typeof unsearchedReasons)[number];

/** The newest search for the person. */
export type LastSearch = {
  at: string;
  theirsCount: number;
  /** In all groups. */
  foundCount: number;
  /** Stores that were not searched, or not wholly: what else they have is not known. */
  notSearched: { storeId: string; storeName: string; why: UnsearchedReason }[];
  /** Whether the ticket asks for the same still: nothing was deleted, and nobody taken up or named since. */
  isCurrent: boolean;
};

/** A later search for the person: what was found, by store. */
export type TicketLook = {
  at: string;
  stores: {
    storeId: string;
    theirsCount: number;
    aboutCount: number;
    /** Memories of ids that are only like theirs. */
    possiblyTheirsCount?: number;
    /** Not all was counted, or not everything was searched. */
    isAtLeast?: boolean;
    /** Why it is not known; null: it was searched. */
    errorCode: string | null;
  }[];
};
