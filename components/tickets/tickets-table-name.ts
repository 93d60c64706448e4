/** The name under which the columns of the table of tickets are remembered. */
export const ticketsTableName = "tickets";
