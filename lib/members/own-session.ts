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
