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

export type OwnOneTimePasswords = {
  isOn: boolean;
  /** Recovery codes that were not used. */
  codesLeft: number;
  /** By LETHE_ADMIN_TOTP. */
  isRequired: boolean;
};

/** The key of new one-time passwords: in Base32, and as the address that a QR code has for an app. */
export type TotpSetUp = { key: string; uri: string };

/** A member's own account, as they see it. */
export type OwnAccount = {
  email: string;
  role: Role;
  /** Null: the member has no password. */
  passwordSetAt: string | null;
  /** Null: the member has no password that they could go with. */
  oneTimePasswords: OwnOneTimePasswords | null;
  /** Whether the member has signed in with the OpenID Connect provider. */
  isLinkedToProvider: boolean;
  sessions: OwnSession[];
};
