import { cache } from "react";
import { cookies, headers } from "next/headers";
import { databaseNow } from "@/lib/database/server/database-clock";
import { serverDatabase } from "@/lib/database/server/server-database";
import { sessionSettings } from "@/lib/env/env";
import { log } from "@/lib/env/log";
import { errorForLog } from "@/lib/errors/error-for-log";
import { backgroundHeader } from "@/lib/access/background-header";
import type { Member } from "@/lib/access/types";
import { noteSessionUse, useNotedEveryMs } from "./note-session-use";
import { readSession, type SignedIn } from "./read-session";
import { sessionIdFrom } from "./session-id";

/** The member who makes this request, or null; see `findSession`. */
export const findSessionMember = async (): Promise<Member | null> =>
  (await findSession(false))?.member ?? null;

/**
 * The session that this request belongs to, or null. The cookie only says which one it is; whether it still lasts is asked in
 * the database each time. Once per request. Throws when the database cannot be asked.
 * The request counts as use of the session, unless it is a page's own: `isBackground`, or its header, says so, as Next's does
 * of a page that is fetched ahead.
 */
export const findSession = cache(async (isBackground: boolean): Promise<SignedIn | null> => {
  const [cookieStore, headerStore] = await Promise.all([cookies(), headers()]);
  const sessionId = await sessionIdFrom(
    Object.fromEntries(cookieStore.getAll().map(({ name, value }) => [name, value])),
  );
  if (sessionId === null) return null;
  const { idleMinutes } = sessionSettings();
  const signedIn = await readSession(serverDatabase(), { id: sessionId, idleMinutes });
  const isUse =
    !isBackground && !headerStore.has(backgroundHeader) && !headerStore.has("next-router-prefetch");
  if (signedIn !== null && isUse) noteUse(signedIn);
  return signedIn;
});

/** Without waiting for it: nothing that is shown depends on it. */
const noteUse = ({ session, lastSeenAt }: SignedIn): void => {
  if (lastSeenAt.getTime() > databaseNow().getTime() - useNotedEveryMs) return;
  noteSessionUse(serverDatabase(), session.id).catch((error: unknown) => {
    log().warn({ session: session.id, error: errorForLog(error) }, "use of a session not noted");
  });
};
