import { cache } from "react";
import { cookies, headers } from "next/headers";
import { databaseNow } from "@/lib/database/server/database-clock";
import { serverDatabase } from "@/lib/database/server/server-database";
import { sessionSettings } from "@/lib/env/env";
import { log } from "@/lib/env/log";
import { errorForLog } from "@/lib/errors/error-for-log";
import { backgroundHeader } from "@/lib/access/background-header";
import { can, type Member, type Permission } from "@/lib/access/types";
import { clientAddress } from "@/lib/security/server/client-address";
import { knownSessions } from "./known-sessions";
import { noteRefusedSession } from "./note-refused-session";
import { noteSessionUse, useNotedEveryMs } from "./note-session-use";
import { readSession, type SignedIn } from "./read-session";
import { sessionIdFrom } from "./session-id";

/** The member who makes this request, or null; see `findSession`. */
export const findSessionMember = async (): Promise<Member | null> =>
  (await findSession(false))?.member ?? null;

/**
 * The session that this request belongs to, or null. The cookie only says which one it is; whether it still lasts is asked in
 * the database each time, or, for what only reads (`mayBeKnown`), is known of a moment ago (known-sessions.ts). Once per request.
 * Throws when the database cannot be asked.
 * The request counts as use of the session, unless it is a page's own: `isBackground`, or its header, says so, as Next's does
 * of a page that is fetched ahead.
 */
export const findSession = cache(
  async (isBackground: boolean, mayBeKnown = false): Promise<SignedIn | null> => {
    const [cookieStore, headerStore] = await Promise.all([cookies(), headers()]);
    const sessionId = await sessionIdFrom(
      Object.fromEntries(cookieStore.getAll().map(({ name, value }) => [name, value])),
    );
    if (sessionId === null) return null;
    const { idleMinutes } = sessionSettings();
    const read = () => readSession(serverDatabase(), { id: sessionId, idleMinutes });
    const signedIn = mayBeKnown
      ? await knownSessions().find({ id: sessionId, idleMinutes, now: databaseNow(), read })
      : await read();
    const isUse =
      !isBackground && !headerStore.has(backgroundHeader) && !headerStore.has("next-router-prefetch");
    if (signedIn !== null && isUse) noteUse(signedIn);
    if (signedIn === null) {
      void noteRefusedSession(serverDatabase(), { sessionId, address: clientAddress(headerStore) });
    }
    return signedIn;
  },
);

/**
 * Whether a session still lasts, and its member has the permission: for what goes on after a request was checked, where its
 * cookies cannot be read any more. Not a use of the session.
 */
export const maySession = async (id: string, permission: Permission): Promise<boolean> => {
  const signedIn = await readSession(serverDatabase(), { id, idleMinutes: sessionSettings().idleMinutes });
  return signedIn !== null && can(signedIn.member.role, permission);
};

/** Without waiting for it: nothing that is shown depends on it. */
const noteUse = ({ session, lastSeenAt }: SignedIn): void => {
  if (lastSeenAt.getTime() > databaseNow().getTime() - useNotedEveryMs) return;
  knownSessions().forget(session.id);
  noteSessionUse(serverDatabase(), session.id).catch((error: unknown) => {
    log().warn({ session: session.id, error: errorForLog(error) }, "use of a session not noted");
  });
};
