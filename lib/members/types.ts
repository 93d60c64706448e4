import type { MemberId, Role } from "@/lib/access/types";

/** Invited: has not set a password yet; `until` is null when no link of theirs works any more. Instants are ISO 8601 in UTC. */
export type MemberState =
  { kind: "active" } | { kind: "invited"; until: string | null } | { kind: "disabled"; since: string };

export type ListedMember = {
  id: MemberId;
  email: string;
  role: Role;
  state: MemberState;
  hasSecondFactor: boolean;
  /** To the minute; null when they have not signed in, or over thirty days ago. */
  lastSeenAt: string | null;
  createdAt: string;
};

/** `total` counts all that match, also those beyond the bound of the list. */
export type MemberList = { members: ListedMember[]; total: number };

export type MemberLinkKind = "invite" | "reset";

/** A link that was just made. `token` is the secret, here once and never again. */
export type NewMemberLink = {
  kind: MemberLinkKind;
  /** Using it removes the member's one-time passwords. */
  removesTotp: boolean;
  /** Approved by a second person: mailed to the member, and shown to nobody else. */
  isMailOnly: boolean;
  email: string;
  role: Role;
  /** Who made it, as history calls them; null for the command. */
  invitedBy: string | null;
  token: string;
  expiresAt: string;
};

/** The same as it is shown and sent: with the address to open, or null where it is only mailed. */
export type DeliveredLink = Omit<NewMemberLink, "token"> & {
  url: string | null;
  /** Whether it was mailed too; off: no mail server is set up. */
  mail: "off" | "sent" | "failed";
};

/** What a link is for, as its holder is told. */
export type OpenedLink = Omit<NewMemberLink, "token" | "isMailOnly">;

/** Why a link does not work. Unknown: mistyped, replaced by a newer one, or of a member who is disabled. */
export type LinkRefusal = "expired" | "used" | "unknown";

export type LinkAnswer = { link: OpenedLink; refusal: null } | { link: null; refusal: LinkRefusal };
