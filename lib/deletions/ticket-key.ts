/** How a ticket's reference is compared: tickets are one by it, and deletions find theirs, whatever the case and spelling. */
export const ticketKeyOf = (reference: string): string => reference.trim().normalize("NFC").toLowerCase();
