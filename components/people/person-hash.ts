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

/** The person to be looked for at once, whom a fragment names; null for none. */
export const personInHash = (hash: string): string | null => {
  const text = new URLSearchParams(hash.replace(/^#/, "")).get("find")?.trim() ?? "";
  return text === "" ? null : text;
};

/** The page that looks for this person at once. */
export const findPersonHref = (text: string): string =>
  `/people#${new URLSearchParams({ find: text }).toString()}`;
