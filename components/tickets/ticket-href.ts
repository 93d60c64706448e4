/** The page of a ticket. A reference can have any visible character. */
export const ticketHref = (reference: string): string => `/tickets/${encodeURIComponent(reference)}`;
