import { eq } from "drizzle-orm";
import { readSession } from "@/lib/access/server/read-session";
import { startSession } from "@/lib/access/server/start-session";
import type { Database } from "@/lib/database/server/database";
import { sessionSettings } from "@/lib/env/env";
import { sessions } from "@/drizzle/schema/members";
import { endOwnSession } from "./end-own-session";
import { rememberDevice } from "./known-device";
import { noteAuthentication } from "./reauthenticate";
import { noteSignIn } from "./note-sign-in";

/** Of the request that next-auth handles. */
export type SignInRequest = {
  userAgent: string | null;
  address: string | null;
  /** The session that the browser had before, or null. */
  sessionId: string | null;
  /** By which the browser is known (known-device.ts), or null. */
  deviceToken: string | null;
  /** Sets it in the answer. */
  setDeviceToken: (token: string) => void;
  /** Is told what failed: next-auth itself would take it for a wrong password, or clear the cookie of a member who is signed in. */
  onFailure: (error: unknown) => void;
};

/** A member who has shown who they are, now or, to a provider, earlier; `authenticatedAt` null: it does not say when. */
export type Entering = {
  memberId: string;
  method: "password" | "oidc";
  authenticatedAt: Date | null;
  /** That of the password they gave. */
  passwordHash?: string;
};

/**
 * The session of a member who has just signed in: a new one, which takes the place of the one that the browser had. Who comes back
 * from the provider into an open session of their own keeps it, with its sign-in dated anew: what they were doing goes on.
 */
export const enterSession = async (
  database: Database,
  { memberId, method, authenticatedAt, passwordHash }: Entering,
  request: Omit<SignInRequest, "onFailure">,
  now: Date,
): Promise<{ sessionId: string; exp: number }> => {
  const shownAt = authenticatedAt === null ? new Date(0) : earlierOf(authenticatedAt, now);
  if (method === "oidc" && request.sessionId !== null) {
    const kept = await keptSession(database, request.sessionId, memberId, shownAt);
    if (kept !== null) return kept;
  }
  const { userAgent, address } = request;
  const asked = { memberId, method, userAgent, address, now, authenticatedAt: shownAt, passwordHash };
  const { id, expiresAt } = await startSession(database, asked);
  if (request.sessionId !== null) await endOwnSession(database, request.sessionId);
  request.setDeviceToken(await rememberDevice(database, { memberId, token: request.deviceToken, now }));
  void noteSignIn(database, { memberId, address, method: method === "password" ? "credentials" : method });
  return { sessionId: id, exp: secondsOf(expiresAt) };
};

const keptSession = async (database: Database, id: string, memberId: string, shownAt: Date) => {
  const open = await readSession(database, { id, idleMinutes: sessionSettings().idleMinutes });
  if (open?.member.id !== memberId || open.ways.method !== "oidc") return null;
  const { session } = open;
  if (shownAt > session.authenticatedAt) await noteAuthentication({ database, session, now: () => shownAt });
  const [row] = await database
    .select({ expiresAt: sessions.expiresAt })
    .from(sessions)
    .where(eq(sessions.id, id));
  return row === undefined ? null : { sessionId: id, exp: secondsOf(row.expiresAt) };
};

const earlierOf = (one: Date, other: Date): Date => (one < other ? one : other);
const secondsOf = (at: Date): number => Math.ceil(at.getTime() / 1_000);
