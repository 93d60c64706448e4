/** What may be logged of an unforeseen error: its message may quote data. */
export const errorName = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
