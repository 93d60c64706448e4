import { parseAsString } from "nuqs/server";
import { z } from "zod";
import { memberIdSchema, type MemberId } from "@/lib/access/types";
import { laws, ticketIdSchema, ticketStates, type Law, type TicketPosition, type TicketState } from "./types";

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
  const given = Object.fromEntries(Object.entries(values).map(([key, text]) => [key, text?.trim() || null]));
  const parsed = valuesSchema.safeParse(given);
  if (!parsed.success) {
    const part = String(parsed.error.issues[0]?.path[0] ?? "");
    return { ok: false, problem: `${partNames.get(part) ?? "A part"} in this link is not valid.` };
  }
  return { ok: true, search: { ...parsed.data, state: parsed.data.state ?? "active" } };
};

/** Whether what is due first comes first, as long as there is something to do; else the newest do. */
export const isByDue = ({ state }: Pick<TicketSearch, "state">): boolean =>
  state !== "all" && state !== "closed";

export const encodeTicketPosition = ({ at, id }: TicketPosition): string => `${at}~${id}`;

const partNames = new Map([
  ["state", "The state"],
  ["law", "The law"],
  ["assignee", "The assignee"],
  ["due", "The due date"],
  ["after", "The page"],
]);

const valuesSchema = z.object({
  state: z.enum([...ticketStates, "active", "all"]).nullable(),
  law: z.enum(laws).nullable(),
  assignee: z.union([z.enum(["me", "none"]), memberIdSchema]).nullable(),
  due: z.enum(["overdue", "week"]).nullable(),
  after: z
    .string()
    .transform((text) => text.split("~"))
    .pipe(z.tuple([z.union([z.iso.date(), z.iso.datetime(), z.literal("none")]), ticketIdSchema]))
    .transform(([at, id]): TicketPosition => ({ at, id }))
    .nullable(),
});
