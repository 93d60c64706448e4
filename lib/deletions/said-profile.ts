import type { ProfileLook } from "@/lib/stores/profile";

/** What a user's profile says now, as text, a line for each of its fields. For showing: it is kept nowhere. */
export type SaidProfile = { userId: string; look: ProfileLook; lines: { field: string; text: string }[] };

/** A page shows so many at once. */
export const shownProfilesMax = 20;
