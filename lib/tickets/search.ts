import { parseAsString } from "nuqs/server";
import type { MemberId } from "@/lib/access/types";
import { readParts } from "@/lib/text/read-parts";
import { isDayText, isInstantText, isUuid, oneOf, readPosition } from "@/lib/text/text-forms";
import { laws, ticketStates, type Law, type TicketId, type TicketPosition, type TicketState } from "./types";

/**
 * The view of /tickets, as it stands in the URL, which never names a person that a ticket is about. A part that cannot be read is
 * an error and never ignored: a forgotten condition would show other tickets as the answer.
 */
export type TicketSearch = {
  /** `active`: all that are not closed. */
  state: TicketState | "active" | "all";
  law: Law | null;
  /** `me` is who asks, `none` nobody. */
  assignee: MemberId | "me" | "none" | null;
  /** `week`: in the next seven days, or overdue. Of what is not answered yet. */
  due: "overdue" | "week" | null;
  after: TicketPosition | null;
};

/** Days ahead that count as due: for the filter, the number in the navigation, and amber. */
export const dueDays = 7;

/** Parsers of the query string, for nuqs on both sides of the wire. Text all of them: nuqs drops what it cannot parse. */
export const ticketSearchParams = {
  state: parseAsString,
  law: parseAsString,
  assignee: parseAsString,
  due: parseAsString,
  after: parseAsString,
};
export type TicketSearchValues = Record<keyof typeof ticketSearchParams, string | null>;

export type TicketSearchResult = { ok: true; search: TicketSearch } | { ok: false; problem: string };

/** Makes a search of the parsed query string, or says in a sentence which part cannot be read. Blank is no condition. */
export const ticketSearchFrom = (values: TicketSearchValues): TicketSearchResult => {
  const read = readParts(values, readers);
  if (!read.ok) return { ok: false, problem: `${partNames[read.part]} in this link is not valid.` };
  return { ok: true, search: { ...read.parts, state: read.parts.state ?? "active" } };
};

/** Whether what is due first comes first, as long as there is something to do; else the newest do. */
export const isByDue = ({ state }: Pick<TicketSearch, "state">): boolean =>
  state !== "all" && state !== "closed";

export const encodeTicketPosition = ({ at, id }: TicketPosition): string => `${at}~${id}`;

const positionFrom = (text: string): TicketPosition | undefined => {
  const { at, id = "" } = readPosition(text, isDueOrInstant) ?? {};
  // The cast: ids of tickets are UUIDs, and so are those of members below.
  return at !== undefined && isUuid(id) ? { at, id: id as TicketId } : undefined;
};

const isDueOrInstant = (at: string): boolean => at === "none" || isDayText(at) || isInstantText(at);

const readers = {
  state: (text: string) => oneOf([...ticketStates, "active", "all"], text),
  law: (text: string) => oneOf(laws, text),
  assignee: (text: string) => oneOf(["me", "none"], text) ?? (isUuid(text) ? (text as MemberId) : undefined),
  due: (text: string) => oneOf(["overdue", "week"], text),
  after: positionFrom,
};

const partNames: Readonly<Record<keyof typeof readers, string>> = {
  state: "The state",
  law: "The law",
  assignee: "The assignee",
  due: "The due date",
  after: "The page",
};
