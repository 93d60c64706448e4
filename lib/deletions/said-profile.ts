/** What a user's profile says now, as text, a line for each of its fields. For showing: it is kept nowhere. */
export type SaidProfile = { userId: string; lines: { field: string; text: string }[] };
