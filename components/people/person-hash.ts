/**
 * The reference of the ticket that the page is opened for; null for none. It stands in the address's fragment, which no server
 * is sent.
 */
export const ticketInHash = (hash: string): string | null => {
  const ticket = new URLSearchParams(hash.replace(/^#/, "")).get("ticket")?.trim() ?? "";
  return ticket === "" ? null : ticket;
};

/** The form of a new ticket, filled with these names: in the fragment, too, as they name a person. */
export const newTicketHref = (names: readonly string[]): string =>
  `/tickets/new#${new URLSearchParams(names.map((name) => ["user", name])).toString()}`;
