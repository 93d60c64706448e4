import type { MemberLinkKind } from "./types";

/** How long a link works. */
export const linkHours: Record<MemberLinkKind, number> = { invite: 7 * 24, reset: 24 };

/** Whether a text can be the token of a link. */
export const isTokenShaped = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** The address of a link. A fragment never reaches a server, and so no log of one. */
export const linkUrl = (publicUrl: string, token: string): string => `${publicUrl}/join#${token}`;
