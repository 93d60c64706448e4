import { createHash, randomBytes } from "node:crypto";
import { and, eq, lt, ne } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/database/server/database";
import { usesSecureCookies } from "@/lib/access/server/session-cookie";
import { knownDevices } from "@/drizzle/schema/members";

const daysKept = 180;
const tokenPattern = /^[\w-]{32}$/;

/** The cookie by which a browser is known in which a member has signed in before. It lets nobody in. */
export const deviceCookie = () => ({
  name: usesSecureCookies() ? "__Host-lethe.device" : "lethe.device",
  options: {
    httpOnly: true,
    sameSite: "lax" as const,
    path: "/",
    secure: usesSecureCookies(),
    maxAge: daysKept * 86_400,
  },
});

/**
 * Notes that a member has signed in with a browser; answers the value of its cookie, which stays what it was (`token`): several
 * members may share a browser.
 */
export const rememberDevice = async (
  database: Database,
  input: { memberId: string; token: string | null; now: Date },
): Promise<string> => {
  const { memberId, now } = input;
  const token = input.token !== null && tokenPattern.test(input.token) ? input.token : newToken();
  await database
    .insert(knownDevices)
    .values({ tokenDigest: deviceDigest(memberId, token), memberId, lastSeenAt: now })
    .onConflictDoUpdate({ target: knownDevices.tokenDigest, set: { lastSeenAt: now } });
  return token;
};

/** Of a member and a browser together. */
export const deviceDigest = (memberId: string, token: string): Buffer =>
  createHash("sha256").update(`${memberId}\0${token}`).digest();

/**
 * Forgets the browsers of a member who has a new password, or comes in no more: a thief may know one. `exceptToken`: the browser in
 * which it is done, which stays known.
 */
export const forgetDevices = async (
  transaction: Transaction,
  { memberId, exceptToken }: { memberId: string; exceptToken: string | null },
): Promise<void> => {
  const kept =
    exceptToken === null ? undefined : ne(knownDevices.tokenDigest, deviceDigest(memberId, exceptToken));
  await transaction.delete(knownDevices).where(and(eq(knownDevices.memberId, memberId), kept));
};

/** Forgets browsers 180 days after the last sign-in. */
export const pruneKnownDevices = async (database: Database, now: Date): Promise<void> => {
  const before = new Date(now.getTime() - daysKept * 86_400_000);
  await database.delete(knownDevices).where(lt(knownDevices.lastSeenAt, before));
};

const newToken = (): string => randomBytes(24).toString("base64url");
