import type { Role } from "@/lib/access/types";

/** One place where a member is signed in, as they see it themselves. Instants are ISO 8601. */
export type OwnSession = {
  id: string;
  /** "Firefox on Windows". */
  device: string;
  /** Where it signed in from; null when that is not known. */
  address: string | null;
  signedInAt: string;
  /** To the minute. */
  lastSeenAt: string;
  isThisDevice: boolean;
};

/** A member's own account, as they see it. */
export type OwnAccount = {
  email: string;
  role: Role;
  /** Null: the member has no password. */
  passwordSetAt: string | null;
  sessions: OwnSession[];
};
