/**
 * What the page is opened with stands in the address's fragment, which no server is sent: the reference of a ticket, whose names
 * the server reads, or names.
 */
export type PersonHash = { ticket: string | null; names: readonly string[] };

export const personHashOf = (hash: string): PersonHash => {
  const params = new URLSearchParams(hash.replace(/^#/, ""));
  const ticket = params.get("ticket")?.trim() ?? "";
  return {
    ticket: ticket === "" ? null : ticket,
    names: params.getAll("user").filter((name) => name !== ""),
  };
};

/** The page, searching for these names. */
export const personHref = (names: readonly string[]): string => `/people${fragmentOf(names)}`;

/** The form of a new ticket, filled with these names. */
export const newTicketHref = (names: readonly string[]): string => `/tickets/new${fragmentOf(names)}`;

const fragmentOf = (names: readonly string[]): string =>
  names.length === 0 ? "" : `#${new URLSearchParams(names.map((name) => ["user", name])).toString()}`;
