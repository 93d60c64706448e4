import { createLoader } from "nuqs/server";
import { ExpectedError } from "@/lib/errors/expected-error";
import { ticketSearchFrom, ticketSearchParams, type TicketSearch } from "@/lib/tickets/search";

const load = createLoader(ticketSearchParams);

/** The search of a request's address; throws invalid_input. */
export const ticketSearchOf = (params: URLSearchParams): TicketSearch => {
  const result = ticketSearchFrom(load(params));
  if (!result.ok) throw new ExpectedError("invalid_input", result.problem);
  return result.search;
};
