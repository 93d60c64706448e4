/** Keys of everything read about tickets; the live connection makes all of it stale when one changes. */
export const ticketKeys = { all: ["tickets"] as const };
