import type { SignedIn } from "./read-session";

export type KnownSessions = {
  /** Of a session what is known, or else what `read` answers. */
  find: (input: {
    id: string;
    idleMinutes: number;
    now: Date;
    read: () => Promise<SignedIn | null>;
  }) => Promise<SignedIn | null>;
  /** It is read at the next request. */
  forget: (id: string) => void;
  /** Sessions of a member, or the member, may have changed. */
  forgetMember: (memberId: string) => void;
  /** Whether all changes are heard of from now on. Until then nothing is known. */
  setListening: (isListening: boolean) => void;
};

/** A net only: a pooler may take LISTEN and pass nothing on, and a connection may be dead before that is noticed. */
const knownMsMax = 5_000;
const knownMax = 10_000;

// Next bundles pages, routes and instrumentation apart: a module variable would be several.
const shared = globalThis as typeof globalThis & { letheKnownSessions?: KnownSessions };

/** Those of this process, which lib/start/start-known-sessions.ts tells what the database notifies. */
export const knownSessions = (): KnownSessions => (shared.letheKnownSessions ??= makeKnownSessions());

/**
 * Who is signed in where, as it was read a moment ago: for requests that only read. What the database notifies of a session or its
 * member (migration 0053: whoever changes it, in whichever process) is forgotten as soon as that is heard, and nothing is known
 * while nobody listens. Whether a session is idle or too old is looked at each time, and whoever is refused was read.
 */
export const makeKnownSessions = (): KnownSessions => {
  const known = new Map<string, { signedIn: SignedIn; until: number }>();
  let isListening = false;
  /** Grows with all that is heard, so that what was read before is not kept after. */
  let heardCount = 0;

  return {
    find: async ({ id, idleMinutes, now, read }) => {
      const found = known.get(id);
      if (found !== undefined && performance.now() < found.until && isOpen(found.signedIn, idleMinutes, now))
        return found.signedIn;
      known.delete(id);
      const heardBefore = heardCount;
      const signedIn = await read();
      if (signedIn === null || !isListening || heardCount !== heardBefore) return signedIn;
      if (known.size >= knownMax) known.clear();
      known.set(id, { signedIn, until: performance.now() + knownMsMax });
      return signedIn;
    },
    forget: (id) => {
      known.delete(id);
      heardCount++;
    },
    forgetMember: (memberId) => {
      for (const [id, { signedIn }] of known) if (signedIn.member.id === memberId) known.delete(id);
      heardCount++;
    },
    setListening: (now) => {
      isListening = now;
      known.clear();
      heardCount++;
    },
  };
};

const isOpen = ({ expiresAt, lastSeenAt }: SignedIn, idleMinutes: number, now: Date): boolean =>
  expiresAt > now && lastSeenAt.getTime() > now.getTime() - idleMinutes * 60_000;
